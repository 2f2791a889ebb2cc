import { isUnderWay } from '../fulfilment/follow-parcel.ts';
import { fulfilmentOf } from '../fulfilment/fulfilment-steps.ts';
import { illegalTransition, isProblem, type Problem, versionConflict } from '../kernel/problem.ts';
import type { BroughtUnits } from '../orders/brought-units.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import { planReservations } from '../orders/plan-reservations.ts';
import { isOnWayToStore } from '../orders/to-store.ts';
import { nextPickupDue, readyEvent } from './await-pickup.ts';

/** What the counter needs: the code to fetch with, and the safety stock of rows that are to be opened, by SKU. */
export type Counter = { code: string; opensWithSafety: ReadonlyMap<string, number> };

/**
 * Notes that goods which were sent to the store are at its counter: they come into its stock, reserved for this order, and
 * wait to be fetched as if they had been packed there. The buyer gets their code.
 */
export const arriveAtStore = (
  order: Order,
  id: string,
  { code, opensWithSafety }: Counter,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  const { toStore, waveId: _, manifestId: __, slot: ___, ...kept } = fulfilment;
  if (fulfilment.sentFrom !== undefined && fulfilment.pickup) return 'nothing';
  if (!toStore || !isOnWayToStore(fulfilment))
    return illegalTransition(fulfilment.status, [], 'It is not on its way to a store.');
  // What left its first shelf is still being booked out.
  if (order.reservations.some((page) => page.fulfilment === fulfilment.ordinal))
    return versionConflict('fulfilment');
  const { at, policy } = context;
  const { locationId } = toStore;
  const waiting: Fulfilment = {
    ...kept,
    version: fulfilment.version + 1,
    status: 'packed',
    locationId,
    sentFrom: fulfilment.locationId,
    parcels: fulfilment.parcels.map((parcel) =>
      isUnderWay(parcel) ? { ...parcel, status: 'delivered', deliveredAt: at } : parcel,
    ),
    pickup: { code, readyAt: at, failures: 0, reminded: 0 },
    dueAt: nextPickupDue(at, 0, policy),
  };
  const units = fulfilment.lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, shard: 0, quantity }));
  const pages = planReservations([{ locationId, units }]).map((page) => ({
    ...page,
    fulfilment: fulfilment.ordinal,
  }));
  return {
    next: nextOrder(
      order,
      {
        fulfilments: order.fulfilments.map((each) => (each.id === id ? waiting : each)),
        reservations: [...order.reservations, ...pages],
      },
      at,
      (next) => nextDueOf(next, policy),
    ),
    events: [readyEvent(waiting, at, context)],
    brought: broughtBy(waiting, opensWithSafety),
  };
};

const broughtBy = (
  { id, locationId, lines }: Fulfilment,
  opensWithSafety: Counter['opensWithSafety'],
): BroughtUnits[] =>
  [...Map.groupBy(lines, ({ sku }) => sku)].map(([sku, same]) => {
    const safety = opensWithSafety.get(sku);
    return {
      sku,
      locationId,
      shard: 0,
      quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
      cause: 'transfer_in',
      document: id,
      ...(safety === undefined ? {} : { opensWithSafety: safety }),
    };
  });

/** Whether a carrier has brought all parcels of goods that are on their way to a store. */
export const isBrought = (fulfilment: Fulfilment | undefined): boolean =>
  fulfilment !== undefined &&
  isOnWayToStore(fulfilment) &&
  fulfilment.parcels.length > 0 &&
  fulfilment.parcels.every(({ status }) => status === 'delivered');
