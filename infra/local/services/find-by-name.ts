/**
 * Finds a resource by its name, or by its name without the stage in front: `unpaid-orders` finds `oms-dev-unpaid-orders`
 * as long as only one name ends so.
 */
export function findByName<T extends { name: string }>(items: readonly T[], name: string): T | undefined {
  const exact = items.find((item) => item.name === name);
  if (exact) return exact;
  const ending = items.filter((item) => item.name.endsWith(`-${name}`));
  return ending.length === 1 ? ending[0] : undefined;
}
