export let value = 1;
export function set(v) { value = v; }
export { value as alias, value as "a string name" };
export default function () { return "before"; }
export class Late {}
export const frozen = { a: 1 };
export { frozen as zed };
export * as nested from "./one.js";
