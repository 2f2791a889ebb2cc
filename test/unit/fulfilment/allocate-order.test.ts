import { allocateOrder } from '../../../shared/fulfilment/allocate-order.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { policySchema } from '../../../shared/policies/policy.ts';
import { aContext } from '../../builders/an-order.ts';
import { aReadyOrder, decided, held, ID, SECOND_ID, standing, typesOf } from './fulfilment-cases.ts';

const PLAN: Order['reservations'] = [
  {
    fulfilment: 2,
    page: 1,
    locationId: 'north',
    units: [{ lineId: 'lin_2', sku: 'CANDLE', shard: 0, quantity: 1 }],
  },
  {
    fulfilment: 1,
    page: 1,
    locationId: 'main',
    units: [
      { lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity: 2 },
      { lineId: 'lin_2', sku: 'CANDLE', shard: 0, quantity: 3 },
    ],
  },
  {
    fulfilment: 1,
    page: 2,
    locationId: 'main',
    units: [{ lineId: 'lin_1', sku: 'LANTERN', shard: 1, quantity: 4 }],
  },
];
const planned = (order: Order): Order => ({ ...order, reservations: PLAN });

describe('sending a ready order to its warehouses', () => {
  it('makes a fulfilment for each location of the plan, its units summed by line', async () => {
    const order = planned(aReadyOrder());
    const decision = decided(allocateOrder(order, await aContext()));
    expect(decision.next.fulfilments).toMatchObject([
      {
        id: ID,
        ordinal: 1,
        version: 1,
        locationId: 'main',
        status: 'released',
        lines: [
          { lineId: 'lin_1', sku: 'LANTERN', quantity: 6, picked: 0 },
          { lineId: 'lin_2', sku: 'CANDLE', quantity: 3, picked: 0 },
        ],
      },
      { id: SECOND_ID, ordinal: 2, locationId: 'north', lines: [{ lineId: 'lin_2', quantity: 1 }] },
    ]);
    expect(typesOf(decision)).toEqual(['allocated', 'released']);
    expect(decision.next.head).toMatchObject({
      stage: 'ready_processed',
      fulfilment: 'processed',
      version: 2,
    });
  });

  it('goes on with the same shipping clock: warnings that were given are not given again', async () => {
    const order = planned(aReadyOrder());
    const { next } = decided(allocateOrder(order, await aContext()));
    expect(next.head.reminders).toBe(1);
    expect(next.head.dueAt).toBe('2024-07-02T00:00:00.000Z');
  });

  it('leaves the release to people where the policy says so', async () => {
    const policy = policySchema.parse({ fulfilment: { manualRelease: true } });
    const decision = decided(allocateOrder(aReadyOrder(), { ...(await aContext()), policy }));
    expect(decision.next.fulfilments).toMatchObject([{ status: 'allocated' }]);
    expect(decision.next.head).toMatchObject({ stage: 'ready_processed', fulfilment: 'processing' });
    expect(typesOf(decision)).toEqual(['allocated']);
  });

  it('does nothing the second time', async () => {
    const { next } = decided(allocateOrder(aReadyOrder(), await aContext()));
    expect(allocateOrder(next, await aContext())).toBe('nothing');
  });

  it('does nothing for an order that is held, or no longer ready', async () => {
    const context = await aContext();
    expect(allocateOrder(held(aReadyOrder()), context)).toBe('nothing');
    for (const stage of ['unconfirmed_paid', 'cancelled', 'refunding', 'shipped'] as const) {
      const order = aReadyOrder();
      expect(allocateOrder({ ...order, head: { ...order.head, stage } }, context)).toBe('nothing');
    }
  });

  it('gives re-planned goods new ids, and tells of no milestone twice', async () => {
    const order = planned(aReadyOrder(standing('cancelled')));
    const decision = decided(allocateOrder(order, await aContext()));
    expect(decision.next.fulfilments.map(({ id, status }) => [id, status])).toEqual([
      [ID, 'cancelled'],
      [SECOND_ID, 'released'],
    ]);
    expect(typesOf(decision)).toEqual(['fulfilment_progressed', 'fulfilment_progressed']);
  });

  it('fails loudly when nothing is reserved', async () => {
    expect(allocateOrder({ ...aReadyOrder(), reservations: [] }, await aContext())).toMatchObject({
      code: 'nothing_reserved',
    });
  });
});
