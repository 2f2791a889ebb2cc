import { type Actor, isStaff } from '../kernel/actor.ts';
import { forbidden, type Problem } from '../kernel/problem.ts';
import { type Customer, UNJUDGED } from './customer.ts';
import type { PutCustomer } from './customer-schema.ts';

/**
 * The customer that a `PUT` asks for, one version above the one before. The merchant's judgement (tier, credit rating,
 * notes) is kept where it is not said; who is not staff cannot change it, and may say it only as it is.
 */
export const putCustomer = (
  before: Customer | undefined,
  id: string,
  wanted: PutCustomer,
  actor: Actor,
): Customer | Problem => {
  const judged = {
    tier: before?.tier ?? UNJUDGED.tier,
    creditRating: before?.creditRating ?? UNJUDGED.creditRating,
    ...(before?.notes === undefined ? {} : { notes: before.notes }),
  };
  const { tier = judged.tier, creditRating = judged.creditRating, notes = judged.notes, ...own } = wanted;
  if (
    !isStaff(actor) &&
    (tier !== judged.tier || creditRating !== judged.creditRating || notes !== judged.notes)
  )
    return forbidden('Tier, credit rating and notes are for the merchant to say.');
  return {
    ...own,
    tier,
    creditRating,
    ...(notes === undefined ? {} : { notes }),
    id,
    version: (before?.version ?? 0) + 1,
  };
};
