import { type Problem, problem } from '../kernel/problem.ts';
import { MAX_ACTIVE, type Promotion } from './promotion.ts';

/** The promotions that every placement reads, by id, in one document; its version guards it. */
export type Running = { version: number; promotions: readonly Promotion[] };

export const NONE_RUNNING: Running = { version: 0, promotions: [] };

/**
 * What runs once a promotion is saved or gone: the active ones, without those that are over. The very same where nothing
 * changes; 409 when there are too many.
 */
export const runningWith = (
  running: Running,
  id: string,
  saved: Promotion | undefined,
  at: string,
): Running | Problem => {
  const others = running.promotions.filter(
    (each) => each.id !== id && (each.until === undefined || each.until > at),
  );
  const promotions = saved?.active ? [...others, saved].sort(byId) : others;
  if (promotions.length > MAX_ACTIVE)
    return problem(409, 'too_many_promotions', 'Too many promotions run', {
      detail: `At most ${MAX_ACTIVE} promotions are active at a time. End one first.`,
    });
  const same =
    promotions.length === running.promotions.length &&
    promotions.every((each, at) => each === running.promotions[at]);
  return same ? running : { version: running.version + 1, promotions };
};

const byId = ({ id: one }: Promotion, { id: other }: Promotion): number => (one < other ? -1 : 1);
