import { b } from "./circle-b.js";
export function a() { return "a"; }
export const told = () => [a(), b()];
