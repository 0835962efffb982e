export const a = 1;
export let count = 0;
export function inc() { count++; }
const r = "renamed";
export { r as renamed };
export default "the default";
