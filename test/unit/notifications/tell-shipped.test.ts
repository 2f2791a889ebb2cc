import { tellShipped } from '../../../shared/notifications/tell-shipped.ts';
import type { FulfilmentStatus } from '../../../shared/orders/order-states.ts';
import { aContext, aFulfilment, anOrder } from '../../builders/an-order.ts';

const sent = (status: FulfilmentStatus, toldShippedAt?: string) =>
  anOrder({
    head: { confirmation: 'confirmed', ...(toldShippedAt ? { toldShippedAt } : {}) },
    fulfilments: [aFulfilment({ status })],
  });

describe('telling of the shipping', () => {
  it.each(['shipped', 'delivered'] as const)('moves an order on whose goods are %s', async (status) => {
    const decision = tellShipped(sent(status), await aContext());
    if (decision === 'nothing') throw new Error('nothing');
    expect(decision.events).toMatchObject([{ type: 'shipping_told' }]);
    expect(decision.next.head).toMatchObject({
      stage: 'processed_shipped',
      version: 2,
      toldShippedAt: '2024-07-01T01:00:00.000Z',
    });
  });

  it('happens once, and not before all has left', async () => {
    expect(tellShipped(sent('shipped', '2024-07-01T00:59:00.000Z'), await aContext())).toBe('nothing');
    expect(tellShipped(sent('packed'), await aContext())).toBe('nothing');
  });
});
