import { isProblem, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Order } from '../orders/order.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';
import { agrees, newParcel, type WaybillWish } from './new-parcel.ts';

/** Makes the parcel of a packed fulfilment: its carrier and its waybill number. */
export const createWaybill = (
  order: Order,
  id: string,
  wish: WaybillWish,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  if (fulfilment.status === 'waybilled' && fulfilment.parcels.some((parcel) => agrees(parcel, wish)))
    return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'waybill');
  if (refused) return refused;
  const waybilled = {
    ...fulfilment,
    status: 'waybilled' as const,
    parcels: [...fulfilment.parcels, newParcel(order, fulfilment, wish, context.policy)],
    waybilledAt: context.at,
  };
  return advanceFulfilment(
    order,
    waybilled,
    [stepEvent(order, 'waybill_created', waybilled, context)],
    context,
  );
};
