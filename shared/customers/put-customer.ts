import { isDeepStrictEqual } from 'node:util';
import { type Actor, holdsRole, isStaff } from '../kernel/actor.ts';
import { forbidden, isProblem, type Problem } from '../kernel/problem.ts';
import { nextContacts } from './contacts.ts';
import { CLASSES, type Customer, type CustomerClass, type CustomerContact, UNJUDGED } from './customer.ts';
import type { PutCustomer } from './customer-schema.ts';
import { isGone } from './gone.ts';

/** Who may give credit; whoever stands in for them may too. */
const CREDITORS = ['finance'] as const;

export type PutContext = {
  actor: Actor;
  at: string;
  /** The contacts of customers that were merged into this one. */
  inherited?: readonly CustomerContact[];
};

/**
 * The customer that a `PUT` asks for, one version above the one before. The merchant's judgement (tier, credit, notes) is
 * kept where it is not said; who is not staff cannot change it, and may say it only as it is. Giving more credit takes
 * finance. A tier that somebody of the merchant's changes is pinned, so that no rule takes it back, unless they say otherwise.
 */
export const putCustomer = (
  before: Customer | undefined,
  id: string,
  wanted: PutCustomer,
  { actor, at, inherited = [] }: PutContext,
): Customer | Problem => {
  const gone = before && isGone(before);
  if (gone) return gone;
  const judged = judgementOf(before, wanted);
  const refused = mayNotJudge(before, judged, actor);
  if (refused) return refused;
  const contacts = nextContacts(before, wanted, { actor, at, inherited });
  if (isProblem(contacts)) return contacts;
  const { name, phone, email, language, addresses } = wanted;
  const preferences = wanted.preferences ?? before?.preferences;
  return {
    ...family(before),
    name,
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(language === undefined ? {} : { language }),
    ...(preferences === undefined ? {} : { preferences }),
    addresses,
    ...(contacts.length === 0 ? {} : { contacts }),
    ...judged,
    id,
    version: (before?.version ?? 0) + 1,
  };
};

type Judgement = Pick<Customer, 'tier' | 'tierPinned' | 'creditRating' | 'creditLimit' | 'notes'>;

const judgementOf = (before: Customer | undefined, wanted: PutCustomer): Judgement => {
  const tier = wanted.tier ?? before?.tier ?? UNJUDGED.tier;
  const chosen = wanted.tier !== undefined && wanted.tier !== (before?.tier ?? UNJUDGED.tier);
  const pinned = wanted.tierPinned ?? (chosen || before?.tierPinned === true);
  const creditLimit = wanted.creditLimit === undefined ? before?.creditLimit : wanted.creditLimit;
  const notes = wanted.notes ?? before?.notes;
  return {
    tier,
    ...(pinned ? { tierPinned: true as const } : {}),
    creditRating: wanted.creditRating ?? before?.creditRating ?? UNJUDGED.creditRating,
    ...(creditLimit ? { creditLimit } : {}),
    ...(notes === undefined ? {} : { notes }),
  };
};

const mayNotJudge = (before: Customer | undefined, judged: Judgement, actor: Actor): Problem | undefined => {
  const unsaid: Judgement = judgementOf(before, { name: '', addresses: [] });
  if (!isStaff(actor))
    return isDeepStrictEqual(judged, unsaid)
      ? undefined
      : forbidden('Tier, credit and notes are for the merchant to say.');
  if (holdsRole(actor, CREDITORS)) return undefined;
  if (isBetter(judged.creditRating, unsaid.creditRating))
    return forbidden('Raising a credit rating takes finance.');
  return isDeepStrictEqual(judged.creditLimit, unsaid.creditLimit)
    ? undefined
    : forbidden('Setting a credit limit takes finance.');
};

/** Whether one class is better than another: A before B before C. */
export const isBetter = (one: CustomerClass, other: CustomerClass): boolean =>
  CLASSES.indexOf(one) < CLASSES.indexOf(other);

const family = (before: Customer | undefined): Partial<Customer> => ({
  ...(before?.mergedFrom ? { mergedFrom: before.mergedFrom } : {}),
  ...(before?.members ? { members: before.members } : {}),
});
