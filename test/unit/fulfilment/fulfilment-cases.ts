import { isProblem, type Problem } from '../../../shared/kernel/problem.ts';
import type { Decision } from '../../../shared/orders/decision.ts';
import type { Fulfilment, Parcel } from '../../../shared/orders/fulfilment.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { FulfilmentStatus } from '../../../shared/orders/order-states.ts';
import { aFulfilment, anOrder } from '../../builders/an-order.ts';

export const ID = aFulfilment().id;
export const SECOND_ID = ID.replace(/1$/, '2');
export const PARCEL_ID = `par_${ID.slice('ful_'.length, -2)}_101`;
export const SHIPPED_AT = '2024-07-01T00:30:00.000Z';

/** A parcel of {@link aFulfilment}. */
export const aParcel = (change: Partial<Parcel> = {}): Parcel => ({
  id: PARCEL_ID,
  carrier: 'sf-express',
  trackingNumber: 'SF1001',
  status: 'created',
  ...change,
});

const WITH_PARCEL: readonly FulfilmentStatus[] = ['waybilled', 'shipped', 'delivered'];
const FULL: readonly FulfilmentStatus[] = ['picked', 'packed', ...WITH_PARCEL];

/** A fulfilment as it stands in a status, with the facts of the steps before. */
export const standing = (status: FulfilmentStatus, change: Partial<Fulfilment> = {}): Fulfilment => {
  const sent = status === 'shipped' || status === 'delivered';
  return aFulfilment({
    status,
    ...(status === 'allocated' ? {} : { releasedAt: '2024-07-01T00:01:00.000Z' }),
    ...(FULL.includes(status)
      ? {
          lines: [{ lineId: 'lin_1', sku: 'LANTERN', quantity: 2, picked: 2 }],
          pickedAt: '2024-07-01T00:02:00.000Z',
        }
      : {}),
    ...(status === 'exception' ? { exception: 'Not found on the shelves: LANTERN × 2.' } : {}),
    ...(WITH_PARCEL.includes(status)
      ? { parcels: [aParcel(sent ? { status: 'handed_over' } : {})], waybilledAt: '2024-07-01T00:03:00.000Z' }
      : {}),
    ...(sent ? { shippedAt: SHIPPED_AT, dueAt: '2024-07-03T00:30:00.000Z' } : {}),
    ...change,
  });
};

/** The order's other part, from another location. */
export const sibling = (status: FulfilmentStatus, change: Partial<Fulfilment> = {}): Fulfilment =>
  standing(status, {
    id: SECOND_ID,
    ordinal: 2,
    locationId: 'north',
    parcels: standing(status).parcels.map((parcel) => ({
      ...parcel,
      id: parcel.id.replace(/101$/, '201'),
      trackingNumber: 'SF2001',
    })),
    ...change,
  });

/** A confirmed, paid order in the warehouse's hands. */
export const aReadyOrder = (...fulfilments: Fulfilment[]): Order =>
  anOrder({
    head: {
      confirmation: 'confirmed',
      totals: { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 },
      paidAt: '2024-07-01T00:00:00.000Z',
      reminders: 1,
    },
    fulfilments,
  });

/** The same order with an open hold. */
export const held = (order: Order): Order => ({
  ...order,
  head: {
    ...order.head,
    holds: [
      { id: 'hld_1', kind: 'manual', reason: 'ask', placedBy: 'user:x', placedAt: order.head.placedAt },
    ],
  },
});

/** The decision, or the test's end with why not. */
export const decided = (result: Decision | Problem | 'nothing'): Decision => {
  if (result === 'nothing') throw new Error('nothing was decided');
  if (isProblem(result)) throw new Error(`refused: ${result.code} ${result.detail}`);
  return result;
};

export const typesOf = ({ events }: Decision): string[] => events.map(({ type }) => type);
