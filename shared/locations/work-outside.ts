import { type Problem, problem } from '../kernel/problem.ts';
import type { Location } from './location.ts';

/** Whether the work of a location is not ours to do: a supplier’s, or one whose own system leads it. */
export const isWorkedOutside = ({ kind, system }: Pick<Location, 'kind' | 'system'>): boolean =>
  kind === 'supplier' || system === 'external';

/** The 409 of lists of our own work for a location where others do it. */
export const workedOutside = ({ id }: Pick<Location, 'id'>): Problem =>
  problem(409, 'worked_outside', 'Others do the work there', {
    detail: `The goods at ${id} are picked and handed over by its own people, who say what they did.`,
    extra: { locationId: id },
  });
