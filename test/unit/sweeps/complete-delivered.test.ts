import { completeDelivered } from '../../../shared/sweeps/complete-delivered.ts';
import { aContext, aFulfilment, anOrder } from '../../builders/an-order.ts';

const hour = (hours: number): string => new Date(Date.UTC(2024, 6, 1) + hours * 3_600_000).toISOString();
const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const delivered = (paid = 3980) =>
  anOrder({
    head: {
      confirmation: 'confirmed',
      totals: { ...totals, paid },
      paymentTerms: 'cod',
      deliveredAt: hour(0),
    },
    fulfilments: [aFulfilment({ status: 'delivered' })],
  });
const sweep = async (order: ReturnType<typeof anOrder>, hours: number) =>
  completeDelivered(order, { ...(await aContext()), at: hour(hours) });

describe('a delivered order', () => {
  it.each([
    [-1000, false],
    [167.9, false],
    [168, true],
    [1_000_000, true],
  ])('%d hours later is completed: %s', async (hours, completed) => {
    const decision = await sweep(delivered(), hours);
    if (!completed) return expect(decision).toBe('nothing');
    expect(decision).toMatchObject({
      next: { head: { status: 'completed' } },
      events: [{ type: 'completed' }],
    });
  });

  it('stays open while money is due, and ends once', async () => {
    expect(await sweep(delivered(0), 1000)).toBe('nothing');
    const decision = await sweep(delivered(), 1000);
    if (!('next' in (decision as object))) throw new Error('not completed');
    expect(await sweep((decision as { next: ReturnType<typeof anOrder> }).next, 2000)).toBe('nothing');
  });
});
