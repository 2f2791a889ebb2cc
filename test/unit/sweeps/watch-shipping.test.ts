import type { Order, OrderHead } from '../../../shared/orders/order.ts';
import { watchShipping } from '../../../shared/sweeps/watch-shipping.ts';
import { aContext, aFulfilment, anOrder } from '../../builders/an-order.ts';

const hour = (hours: number): string => new Date(Date.UTC(2024, 6, 1) + hours * 3_600_000).toISOString();
const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const paid = (head: Partial<OrderHead> = {}, parts: Partial<Order> = {}): Order =>
  anOrder({ ...parts, head: { totals, paidAt: hour(0), ...head } });
const watch = async (order: Order, hours: number) =>
  watchShipping(order, { ...(await aContext()), at: hour(hours) });

describe('an order that should leave', () => {
  it.each([
    [-1000, 0, 'nothing', undefined],
    [17.9, 0, 'nothing', undefined],
    [18, 0, 'exception_ship_warning', hour(24)],
    [18, 1, 'nothing', undefined],
    [24, 1, 'exception_ship_alarm', hour(72)],
    [25, 0, 'exception_ship_alarm', hour(72)],
    [72, 2, 'exception_ship_breach', undefined],
    [1_000_000, 0, 'exception_ship_breach', undefined],
    [1_000_000, 3, 'nothing', undefined],
    [20, 2, 'nothing', undefined],
  ])('%d hours after payment, warned %i times: %s', async (hours, reminders, type, dueAt) => {
    const decision = await watch(paid({ confirmation: 'confirmed', reminders }), hours);
    if (type === 'nothing') return expect(decision).toBe('nothing');
    if (decision === 'nothing') throw new Error('nothing');
    expect(decision.events).toMatchObject([{ type, data: { since: hour(0) } }]);
    expect(decision.next.head.dueAt).toBe(dueAt);
  });

  it.each([
    ['waits for its review', paid(), true],
    ['is being picked', paid({ confirmation: 'confirmed' }, { fulfilments: [aFulfilment()] }), true],
    ['is to be paid at the door', paid({ confirmation: 'confirmed', paymentTerms: 'cod' }), true],
    ['is not paid', anOrder(), false],
    [
      'has left',
      paid({ confirmation: 'confirmed' }, { fulfilments: [aFulfilment({ status: 'shipped' })] }),
      false,
    ],
    ['is cancelled', paid({ status: 'cancelled' }), false],
  ])('is watched or not when it %s', async (_, order, watched) => {
    expect((await watch(order, 100)) !== 'nothing').toBe(watched);
  });
});
