import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import { waitingOf, waitingParts } from '../backorder.ts';
import type { Decision } from '../decision.ts';
import { shortagesOf } from '../substitutes/offer-substitutes.ts';

type Decided = Decision | Problem | 'nothing';

const waitsForAGift = ({ next }: Decision): boolean => {
  const gifts = new Set(next.lines.filter(({ gift }) => gift).map(({ id }) => id));
  return waitingParts(waitingOf(next)).some(({ lineId }) => gifts.has(lineId));
};

/**
 * Decides a change with all that the promotions that run would give with it; where that is not there, with no more than
 * those that insist on it: nobody is refused, or waits, for a gift.
 */
export const giveWhatIsThere = (
  promotions: readonly Promotion[],
  decide: (promotions: readonly Promotion[]) => Decided,
): Decided => {
  const decided = decide(promotions);
  const optional = promotions.some(({ ifShort }) => ifShort === 'leave_out');
  if (!optional || decided === 'nothing') return decided;
  const short = isProblem(decided) ? shortagesOf(decided).length > 0 : waitsForAGift(decided);
  return short ? decide(promotions.filter(({ ifShort }) => ifShort === 'refuse')) : decided;
};
