import { boughtKey, profileKey, standingKey } from '../../shared/customers/customer-keys.ts';
import { boughtBy, NO_STANDING, withBought } from '../../shared/customers/standing.ts';
import {
  bodyWrite,
  changedPartWrites,
  headWrite,
  lineWrites,
  reservationWrite,
  timelineWrite,
} from '../../shared/orders/effects/order-writes.ts';
import { entryKey, lastingNames } from '../../shared/orders/listing/listing-entries.ts';
import type { Order } from '../../shared/orders/order.ts';
import { externalIdKey, numberKey, orderPk, trackingKey, UNDER } from '../../shared/orders/order-keys.ts';
import type { Write } from '../../shared/runtime/transact.ts';
import { aFulfilment, anOrder, aPayment } from './an-order.ts';

/** When the builder's order is looked at. */
export const NOW = new Date('2024-07-01T02:00:00.000Z');
export const AT = '2024-07-01T00:00:00.000Z';
export const put = (label: string, Item: Record<string, unknown>): Write => ({ label, put: { Item } });
export const parcel = {
  id: 'par_01J00000000000000000000000_101',
  carrier: 'generic',
  trackingNumber: 'OMS1',
  status: 'created',
} as const;

/** A paid order whose goods are packed for the carrier. */
export const packedOrder = (): Order => {
  const order = anOrder({
    head: {
      externalId: 'shop-1001',
      channel: 'generic',
      shopId: 'shop-1',
      confirmation: 'confirmed',
      paidAt: AT,
      totals: { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 },
    },
    payments: [aPayment()],
    fulfilments: [aFulfilment({ status: 'waybilled', parcels: [parcel], waybilledAt: AT })],
  });
  return order;
};

const MILESTONES = [
  'placed',
  'validated',
  'stock_reserved',
  'confirmed',
  'paid',
  'allocated',
  'waybill_created',
] as const;

/** Who ordered it, with the order counted. */
const customerWrites = ({ head, lines }: Order): Write[] => {
  const bought = boughtBy(head, lines);
  const standing = { ...withBought(NO_STANDING, undefined, bought), lastOrderAt: head.placedAt };
  const customer = { id: head.customerId, version: 1, name: 'Ada', addresses: [] };
  return [
    put('customer', { ...profileKey(head.customerId), ...customer, tier: 'B', creditRating: 'B' }),
    put('standing', { ...standingKey(head.customerId), version: 1, ...standing }),
    put('bought', { ...boughtKey(head.customerId, head.id), ...bought }),
  ];
};

/** The order, its keys, its customer and its stock, as the system writes them. */
export const writesOf = (order: Order): Write[] => {
  const { id, number, channel, externalId = '', shopId } = order.head;
  const events = MILESTONES.map((type) => ({ type, at: AT, actor: 'test' }));
  return [
    headWrite(undefined, order),
    bodyWrite(order),
    ...lineWrites(id, order.lines),
    ...changedPartWrites(undefined, order),
    ...order.reservations.map((page) => reservationWrite(id, page)),
    timelineWrite(order, events, { now: NOW, random: Math.random }),
    put('under', { pk: orderPk(id), sk: UNDER, version: 1, names: lastingNames(order), leaving: [] }),
    ...lastingNames(order).map((name) => put('entry', entryKey(name, id))),
    ...customerWrites(order),
    put('number', { ...numberKey(number), orderId: id }),
    put('external', { ...externalIdKey(channel, externalId, shopId), externalId, orderId: id }),
    put('tracking', {
      ...trackingKey('generic', 'OMS1'),
      orderId: id,
      fulfilmentId: order.fulfilments[0]?.id,
      parcelId: parcel.id,
    }),
    put('stock', {
      ...STOCK,
      sku: 'LANTERN',
      locationId: 'main',
      shard: 0,
      onHand: 10,
      reserved: 2,
      safety: 1,
      available: 7,
      moves: 1,
    }),
    put('movement', {
      pk: 'SKU#LANTERN',
      sk: 'MOVEMENT#1',
      sku: 'LANTERN',
      locationId: 'main',
      shard: 0,
      quantity: 10,
    }),
  ];
};

/** The key of its stock row. */
export const STOCK = { pk: 'SKU#LANTERN', sk: 'STOCK#main#0' };
