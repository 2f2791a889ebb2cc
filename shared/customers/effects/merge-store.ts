import type { Actor } from '../../kernel/actor.ts';
import { isProblem, notFound, type Problem, problem, versionConflict } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import type { Customer } from '../customer.ts';
import type { CustomerEvent } from '../customer-events.ts';
import { mergeCustomers, unmergeCustomer } from '../merge-customers.ts';
import { customerWrite } from './customer-store.ts';
import { customerEventWrite } from './customer-timeline-store.ts';
import { followMerges, MOST_MERGES, readMembers } from './family-store.ts';
import { findCustomer, readCustomers } from './profile-store.ts';

/** How often it is looked at anew when others merge the same customers at the same time. */
const ATTEMPTS = 8;

type Change = { actor: Actor; reason: string };

/** Who goes on, and everybody who stands for the same person below them. */
export type Merged = { survivor: Customer; members: readonly Customer[] };

/**
 * Merges customers into one, in one transaction that holds every one of them to what was read: of merges at the same time
 * one gets through, and the others see it and decide again. `into` may itself have been merged; then it leads on.
 */
export const commitMerge = async (
  deps: Deps,
  { into, from }: { into: string; from: readonly string[] },
  { actor, reason, remember }: Change & { remember: (merged: Merged) => Write[] },
): Promise<Merged | Problem> => {
  const { table, now, random } = deps;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [survivor, others] = await Promise.all([followMerges(table, into), readCustomers(table, from)]);
    if (!survivor || others.length < from.length) return unknown(survivor ? from : [into], others);
    const merge = mergeCustomers(survivor, others, actor);
    if (isProblem(merge)) return merge;
    const event = (data: CustomerEvent['data']): CustomerEvent => ({
      type: 'merged',
      at: now().toISOString(),
      actor: actor.name,
      reason,
      ...(data ? { data } : {}),
    });
    const after = merge === 'nothing' ? survivor : merge.survivor;
    const merged = { survivor: after, members: await readMembers(table, after) };
    const writes =
      merge === 'nothing'
        ? remember(merged)
        : [
            ...[after, ...merge.merged].map(customerWrite),
            customerEventWrite(after.id, event({ from: merge.merged.map(({ id }) => id) }), random),
            ...merge.merged.map(({ id }) => customerEventWrite(id, event({ into: after.id }), random)),
            ...remember(merged),
          ];
    if (writes.length === 0 || (await transact(table, writes, random)).committed) return merged;
  }
  return versionConflict('customer');
};

const unknown = (ids: readonly string[], found: readonly Customer[]): Problem => {
  const missing = ids.filter((id) => !found.some((each) => each.id === id));
  return problem(404, 'not_found', 'Not found', { detail: `There is no customer ${missing.join(', ')}.` });
};

/** Who is freed, and as whom they went on until now. */
export type Unmerged = { customer: Customer; from: Customer };

/**
 * Undoes the merge of a customer. Named by the one who goes on, it is the merge into them that came last, or the one of
 * `member`.
 */
export const commitUnmerge = async (
  deps: Deps,
  { id, member }: { id: string; member?: string },
  { actor, reason }: Change,
): Promise<Unmerged | Problem> => {
  const { table, now, random } = deps;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const named = await findCustomer(table, member ?? id);
    if (!named) return notFound('customer');
    const latest = member === undefined && named.mergedInto === undefined && named.mergedFrom?.at(-1);
    const customer = latest ? await findCustomer(table, latest) : named;
    if (!customer) return notFound('customer');
    const above = await readAbove(deps, customer);
    const unmerge = unmergeCustomer(customer, above);
    if (isProblem(unmerge)) return unmerge;
    const [parent] = unmerge.above;
    const survivor = unmerge.above.at(-1);
    if (!parent || !survivor) throw new Error(`${customer.id} was merged into nobody.`);
    const event = (data: CustomerEvent['data']): CustomerEvent => ({
      type: 'unmerged',
      at: now().toISOString(),
      actor: actor.name,
      reason,
      ...(data ? { data } : {}),
    });
    const writes = [
      ...[unmerge.freed, ...unmerge.above].map(customerWrite),
      customerEventWrite(customer.id, event({ from: parent.id }), random),
      customerEventWrite(parent.id, event({ freed: customer.id }), random),
    ];
    if ((await transact(table, writes, random)).committed) return { customer: unmerge.freed, from: survivor };
  }
  return versionConflict('customer');
};

/** From the one a customer was merged into to the one who goes on. */
const readAbove = async ({ table }: Deps, customer: Customer): Promise<Customer[]> => {
  const above: Customer[] = [];
  let next = customer.mergedInto;
  while (next !== undefined && above.length < MOST_MERGES) {
    const each = await findCustomer(table, next);
    if (!each) break;
    above.push(each);
    next = each.mergedInto;
  }
  return above;
};
