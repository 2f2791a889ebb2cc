import { forbidden, illegalTransition, type Problem } from '../kernel/problem.ts';
import type { StockCount } from './stock-count.ts';

type Decision = { at: string; actor: string; note?: string | undefined };

/** Lets a count be booked; never by the person who counted, who could otherwise hide what they took. */
export const approveCount = (count: StockCount, { at, actor, note }: Decision): StockCount | Problem => {
  if (count.status !== 'submitted')
    return illegalTransition(count.status, ['submitted'], 'Only what was handed in can be approved.');
  if (count.countedBy === actor) return forbidden('Somebody else than who counted has to approve.');
  const { blocked: _, ...rest } = count;
  return {
    ...rest,
    version: count.version + 1,
    status: 'applying',
    decidedBy: actor,
    decidedAt: at,
    ...(note === undefined ? {} : { note }),
  };
};

/** Gives a count up: nothing more of it is booked. */
export const rejectCount = (count: StockCount, { at, actor, note }: Decision): StockCount | Problem => {
  if (count.status !== 'open' && count.status !== 'submitted')
    return illegalTransition(count.status, ['open', 'submitted'], 'It is booked, or was given up before.');
  return {
    ...count,
    version: count.version + 1,
    status: 'rejected',
    decidedBy: actor,
    decidedAt: at,
    ...(note === undefined ? {} : { note }),
  };
};
