import { type Pick, pickFulfilment } from '../../fulfilment/pick-fulfilment.ts';
import { isProblem } from '../../kernel/problem.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { rejectFrom } from './reject-from.ts';

/**
 * Notes what was picked. Where the policy does not wait for what is missing to be found, it is sent from elsewhere in
 * the same commit; where nobody else has it, the pick is an exception as ever.
 */
export const pickAndMove =
  (deps: Deps, id: string, picks: readonly Pick[]): DecideLater =>
  async (order, context) => {
    const picked = pickFulfilment(order, id, picks, context);
    if (picked === 'nothing' || isProblem(picked)) return picked;
    const isShort = (each: typeof picked): boolean =>
      each.next.fulfilments.some((part) => part.id === id && part.status === 'exception');
    if (context.policy.fulfilment.shortPick === 'wait' || !isShort(picked)) return picked;
    const moved = await rejectFrom(deps, id, { code: 'not_found' })(picked.next, context);
    if (moved === 'nothing' || isProblem(moved) || isShort(moved)) return picked;
    return { ...moved, events: [...picked.events, ...moved.events] };
  };
