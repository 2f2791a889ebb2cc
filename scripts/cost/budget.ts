/** What the life of a prepaid order of three lines may use, from placing to completion. */
export const BUDGET = { writeUnits: 100, readUnits: 40 };

/** A figure beside its budget, in words. */
export function beside(measured: number, budget: number): string {
  const percent = Math.round((Math.abs(budget - measured) / budget) * 1000) / 10;
  if (measured <= budget) return `kept, ${percent} % below`;
  return `missed by ${percent} %`;
}
