/** Counts by group and name; what the summary is made of. */
export type Tally = {
  add(group: string, name: string, count?: number): void;
  of(group: string): [name: string, count: number][];
  total(group: string): number;
};

export const createTally = (): Tally => {
  const groups = new Map<string, Map<string, number>>();
  const of = (group: string): [string, number][] => [...(groups.get(group) ?? [])];
  return {
    add: (group, name, count = 1) => {
      const counts = groups.get(group) ?? new Map<string, number>();
      groups.set(group, counts);
      counts.set(name, (counts.get(name) ?? 0) + count);
    },
    of: (group) => of(group).sort(([, one], [, other]) => other - one),
    total: (group) => of(group).reduce((sum, [, count]) => sum + count, 0),
  };
};
