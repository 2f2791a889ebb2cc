/** What the local cloud counted: `service.counter`, in all and by key. */
export type Usage = Readonly<Record<string, Counter>>;
export type Counter = { total: number; byKey: Readonly<Record<string, number>> };

type Snapshot = Readonly<Record<string, Readonly<Record<string, Counter>>>>;

/** The snapshot of the meter as flat counters: `dynamodb.writeUnits`. */
export function usageOf(snapshot: unknown): Usage {
  return Object.fromEntries(
    Object.entries(snapshot as Snapshot).flatMap(([service, counters]) =>
      Object.entries(counters).map(([name, counter]) => [`${service}.${name}`, counter]),
    ),
  );
}

/** What was used from one snapshot to a later one. */
export function usedBetween(before: Usage, after: Usage): Usage {
  return combine(after, before, (later, earlier) => later - earlier);
}

/** Two usages together. */
export function together(one: Usage, other: Usage): Usage {
  return combine(one, other, (left, right) => left + right);
}

/** A usage for one of so many orders. */
export function perOrder(usage: Usage, orders: number): Usage {
  return combine(usage, {}, (amount) => amount / orders);
}

export const totalOf = (usage: Usage, counter: string): number => usage[counter]?.total ?? 0;

function combine(one: Usage, other: Usage, of: (left: number, right: number) => number): Usage {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    names.map((name) => [name, combineCounters(one[name] ?? NOTHING, other[name] ?? NOTHING, of)]),
  );
}

const NOTHING: Counter = { total: 0, byKey: {} };

function combineCounters(one: Counter, other: Counter, of: (left: number, right: number) => number): Counter {
  const keys = [...new Set([...Object.keys(one.byKey), ...Object.keys(other.byKey)])];
  const byKey = keys.map((key) => [key, of(one.byKey[key] ?? 0, other.byKey[key] ?? 0)] as const);
  return {
    total: of(one.total, other.total),
    byKey: Object.fromEntries(byKey.filter(([, amount]) => amount !== 0)),
  };
}
