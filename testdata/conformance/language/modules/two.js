export * from "./one.js";
export { a as fromStar, renamed as viaIndirect } from "./one.js";
export * as ns from "./one.js";
