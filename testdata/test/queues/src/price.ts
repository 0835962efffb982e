export const price = (count: number): number => count * 2;
