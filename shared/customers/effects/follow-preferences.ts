import { isProblem, type Problem } from '../../kernel/problem.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import { readHeads } from '../../orders/effects/find-order-store.ts';
import { rewriteLetters } from '../../orders/letters-for.ts';
import type { Deps } from '../../runtime/deps.ts';
import { idsOf } from '../customer.ts';
import { readOrderIds } from './customer-orders-store.ts';
import { followMerges } from './family-store.ts';

/** What a person has under way is among their newest orders. */
const NEWEST = 100;

const ACTOR = 'system:customer-preferences';

/** What only says that the order was faster. */
const OVERTAKEN: readonly string[] = ['not_found'];

/**
 * Brings the open orders of a person in line with the ways they want to hear of them now: orders remember these from when
 * they were placed, so that no letter has to read the customer.
 */
export const followPreferences = async (deps: Deps, customerId: string): Promise<Problem | undefined> => {
  const { table } = deps;
  const customer = await followMerges(table, customerId);
  if (!customer) return undefined;
  const found = await Promise.all(idsOf(customer).map((id) => readOrderIds(table, id, { limit: NEWEST })));
  const heads = await readHeads(table, found.flat());
  for (const { id, status } of heads) {
    if (status !== 'open') continue;
    const changed = await changeOrder(
      deps,
      id,
      (order, context) => rewriteLetters(order, customer, context),
      { actor: ACTOR },
    );
    if (isProblem(changed) && !OVERTAKEN.includes(changed.code)) return changed;
  }
  return undefined;
};
