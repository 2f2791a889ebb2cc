import type { Random } from '../kernel/ids.ts';
import type { Table } from './table.ts';
import { openTable } from './table.ts';

/** What an operation takes from outside; tests bring their own. */
export type Deps = {
  table: Table;
  now: () => Date;
  random: Random;
};

/** The real ones. Randomness comes from the system's own secure source, because ids must not be guessable. */
export const realDeps = (): Deps => ({
  table: openTable(),
  now: () => new Date(),
  random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
});
