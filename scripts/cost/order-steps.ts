import { randomUUID } from 'node:crypto';
import { isProblem } from '../../shared/kernel/problem.ts';
import { loadOrder } from '../../shared/orders/effects/load-order.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { must, orderOf, type Shop } from './shop.ts';

/** One order on its way; `order` is as it was read (past the metering) before the step. */
export type Walk = { id: string; paymentId?: string; order?: Order };

export type Step = {
  name: string;
  run(shop: Shop, walk: Walk, lines: number): Promise<void>;
};

/** A warehouse's step on the order's one fulfilment. */
const warehouse = (name: string, bodyOf: (order: Order) => unknown): Step => ({
  name,
  run: async (shop, { order }) => {
    const [fulfilment] = order?.fulfilments ?? [];
    if (!order || !fulfilment) throw new Error(`There is no fulfilment to ${name}.`);
    must(await shop.post(`/v1/fulfilments/${fulfilment.id}/${name}`, bodyOf(order)));
  },
});

const scan = (status: string): Step => ({
  name: `scan: ${status}`,
  run: async (shop, { order }) => {
    const parcel = order?.fulfilments[0]?.parcels[0];
    if (!parcel) throw new Error('There is no parcel to scan.');
    const { carrier, trackingNumber } = parcel;
    const events = [{ status, at: new Date().toISOString() }];
    must(
      await shop.tell('/v1/webhooks/carriers/generic', { id: randomUUID(), carrier, trackingNumber, events }),
    );
  },
});

/** The life of a prepaid order on the one way from placing to completion; every step with all that follows from it. */
export const STEPS: readonly Step[] = [
  {
    name: 'place',
    run: async (shop, walk, lines) => {
      walk.id = String(must(await shop.post('/v1/orders', orderOf(lines), randomUUID())).id);
    },
  },
  {
    name: 'open payment',
    run: async (shop, walk) => {
      const path = `/v1/orders/${walk.id}/payments`;
      walk.paymentId = String(must(await shop.post(path, { method: 'card' }, randomUUID())).id);
    },
  },
  {
    name: 'paid, allocated, released',
    run: async (shop, { paymentId, order }) => {
      const payment = order?.payments.find(({ id }) => id === paymentId);
      if (!payment) throw new Error('There is no payment to succeed.');
      must(
        await shop.tell('/v1/webhooks/payments/simulator', {
          id: randomUUID(),
          event: 'payment.succeeded',
          paymentId,
          amount: payment.amount.amount,
          currency: payment.amount.currency,
          providerReference: randomUUID(),
          occurredAt: new Date().toISOString(),
        }),
      );
    },
  },
  warehouse('pick', ({ fulfilments: [first] }) => ({
    lines: first?.lines.map(({ lineId, quantity }) => ({ lineId, picked: quantity })),
  })),
  warehouse('pack', () => ({})),
  warehouse('waybill', () => ({})),
  warehouse('ship', () => ({})),
  scan('picked_up'),
  scan('in_transit'),
  scan('out_for_delivery'),
  scan('delivered'),
  {
    name: 'complete',
    run: async (shop, { id }) => {
      must(await shop.post(`/v1/orders/${id}/complete`, {}));
    },
  },
];

/** Reads the order past the metering, for what the next step needs to know. */
export async function look(table: Table, walk: Walk): Promise<Order> {
  const order = await loadOrder(table, walk.id);
  if (isProblem(order)) throw new Error(`The order ${walk.id} cannot be read: ${order.title}`);
  walk.order = order;
  return order;
}
