import type { OrderHead } from '../../orders/order.ts';
import type { Deps } from '../../runtime/deps.ts';

/** placeholder */
export const eraseEndedOrder = async (_deps: Deps, _head: OrderHead): Promise<void> => undefined;
