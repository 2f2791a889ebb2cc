import type { Problem } from '../../kernel/problem.ts';
import { isProblem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { loadCorrespondence } from './request-store.ts';
import { takeConfirmation } from './take-confirmation.ts';

/** Confirmations tried again for one change of their order. */
const MOST = 20;

/**
 * Tries again what warehouses said of an order and could not be applied: the order has changed since. In the order in
 * which it happened; what still cannot be applied stays as it is.
 */
export const retryConfirmations = async (deps: Deps, orderId: string): Promise<undefined | Problem> => {
  const { refused } = await loadCorrespondence(deps.table, orderId);
  const inOrder = refused
    .toSorted((one, other) => Date.parse(one.confirmation.at) - Date.parse(other.confirmation.at))
    .slice(0, MOST);
  for (const { confirmation } of inOrder) {
    const taken = await takeConfirmation(deps, confirmation);
    if (isProblem(taken)) return taken;
  }
  return undefined;
};
