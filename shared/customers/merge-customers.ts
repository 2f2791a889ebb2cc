import { type Actor, holdsRole } from '../kernel/actor.ts';
import { forbidden, type Problem, problem } from '../kernel/problem.ts';
import type { Customer } from './customer.ts';
import { isGone } from './gone.ts';
import { isBetter } from './put-customer.ts';

/** Ids that may stand for one person; more would not be one, and would make every look at them slow. */
export const MOST_MEMBERS = 50;

/** The customers as they are after a merge, all to be committed together. */
export type CustomerMerge = { survivor: Customer; merged: readonly Customer[] };

/**
 * Makes several customers one person: `into` goes on, the others lead to it. Nothing of theirs is copied or moved: their
 * orders, contacts, notes and sums stay under their own ids and are counted together, so that undoing it leaves no trace.
 * `nothing` when they are all merged into it already.
 */
export const mergeCustomers = (
  into: Customer,
  from: readonly Customer[],
  actor: Actor,
): CustomerMerge | Problem | 'nothing' => {
  const members = into.members ?? [];
  const others = from.filter(({ id }) => !members.includes(id));
  if (others.length === 0 && from.length > 0) return 'nothing';
  for (const customer of [into, ...others]) {
    const refused = customer.id === into.id && customer !== into ? itself(into) : isGone(customer);
    if (refused) return refused;
  }
  const worse = others.find(({ creditRating }) => isBetter(into.creditRating, creditRating));
  if (worse && !holdsRole(actor, ['finance']))
    return forbidden(`Giving ${worse.id} the better credit rating of ${into.id} takes finance.`);
  const all = [...members, ...others.flatMap(({ id, members: theirs = [] }) => [id, ...theirs])];
  if (all.length > MOST_MEMBERS)
    return problem(409, 'too_many_merged', 'Too many customers for one person', {
      detail: `At most ${MOST_MEMBERS} are merged into one.`,
    });
  return {
    survivor: {
      ...into,
      version: into.version + 1,
      mergedFrom: [...(into.mergedFrom ?? []), ...others.map(({ id }) => id)],
      members: all,
    },
    merged: others.map((customer) => ({
      ...customer,
      version: customer.version + 1,
      mergedInto: into.id,
    })),
  };
};

const itself = ({ id }: Customer): Problem =>
  problem(409, 'already_merged', 'They are one person already', {
    detail: `They go on as ${id}.`,
    extra: { mergedInto: id },
  });

/** A customer who stands for themselves again, and everybody above who does not stand for them any more. */
export type CustomerUnmerge = { freed: Customer; above: readonly Customer[] };

/**
 * Undoes a merge: the customer is their own person again, with everything that stands under their ids, also what came
 * there since. `above` are those from the one they were merged into to the one who goes on, in that order.
 */
export const unmergeCustomer = (
  customer: Customer,
  above: readonly Customer[],
): CustomerUnmerge | Problem => {
  if (customer.erasure) return isGone(customer) as Problem;
  if (customer.mergedInto === undefined)
    return problem(409, 'not_merged', 'This customer was not merged', {
      detail: 'They stand for themselves.',
    });
  const leaving = new Set([customer.id, ...(customer.members ?? [])]);
  const { mergedInto: _, ...own } = customer;
  const without = (ids: readonly string[] | undefined) => (ids ?? []).filter((id) => !leaving.has(id));
  return {
    freed: { ...own, version: customer.version + 1 },
    above: above.map(({ mergedFrom, members, ...each }) => {
      const [left, below] = [without(mergedFrom), without(members)];
      return {
        ...each,
        version: each.version + 1,
        ...(left.length > 0 ? { mergedFrom: left } : {}),
        ...(below.length > 0 ? { members: below } : {}),
      };
    }),
  };
};
