import { a } from "./circle-a.js";
export const early = a();
export function b() { return "b"; }
