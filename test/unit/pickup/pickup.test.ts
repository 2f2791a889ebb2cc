import { packFulfilment } from '../../../shared/fulfilment/pack-fulfilment.ts';
import { hoursAfter } from '../../../shared/kernel/clock.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { fulfilmentIndexKeys } from '../../../shared/orders/order-keys.ts';
import { fulfilmentView } from '../../../shared/orders/order-view.ts';
import { awaitPickup, renewPickupCode } from '../../../shared/pickup/await-pickup.ts';
import { chasePickup } from '../../../shared/pickup/chase-pickup.ts';
import { handOut } from '../../../shared/pickup/hand-out.ts';
import { isCode, MOST_FAILURES, newPickupCode } from '../../../shared/pickup/pickup-code.ts';
import { aContext } from '../../builders/an-order.ts';
import { aReadyOrder, decided, held, ID, sibling, standing } from '../fulfilment/fulfilment-cases.ts';

const READY = '2024-07-01T01:00:00.000Z';
const CODE = '012345';
const PICKUP = { code: CODE, readyAt: READY, failures: 0, reminded: 0 };
const days = (count: number): string => hoursAfter(READY, count * 24);

const toFetch = (order: Order): Order => ({
  ...order,
  body: { ...order.body, delivery: { method: 'pickup', pickupLocationId: 'main' } },
});
const waiting = (change: Partial<Fulfilment> = {}): Order =>
  toFetch(aReadyOrder(standing('packed', { pickup: PICKUP, dueAt: days(3), ...change })));

/** What `handOut` made of a code that it refuses: the refusal, and the order that is kept. */
const refusedWith = (result: ReturnType<typeof handOut>) => {
  if (typeof result !== 'object' || !('refused' in result)) throw new Error('It was not refused.');
  return result;
};

describe('goods that the buyer fetches', () => {
  it('get a code, a clock and a word to the buyer when they are packed; others do not', async () => {
    const context = await aContext();
    const order = toFetch(aReadyOrder(standing('picked')));
    const packed = decided(packFulfilment(order, ID, context));
    const { next, events } = awaitPickup(order, packed, ID, { ...context, code: CODE });
    expect(next.fulfilments[0]).toMatchObject({
      status: 'packed',
      pickup: { code: CODE, readyAt: context.at, failures: 0 },
      dueAt: hoursAfter(context.at, 72),
    });
    expect(events.map(({ type }) => type)).toEqual(['packed', 'ready_for_pickup']);
    expect(JSON.stringify(events)).not.toContain(CODE);
    const sent = aReadyOrder(standing('picked'));
    const plain = decided(packFulfilment(sent, ID, context));
    expect(awaitPickup(sent, plain, ID, { ...context, code: CODE })).toBe(plain);
  });

  it('never show the code to who looks at them', () => {
    const [fulfilment] = waiting().fulfilments;
    expect(fulfilment && JSON.stringify(fulfilmentView(fulfilment))).not.toContain(CODE);
  });

  it('are handed out against the code: left and arrived in one', async () => {
    const { next, events } = decided(handOut(waiting(), ID, CODE, await aContext()) as never);
    expect(next.fulfilments[0]).toMatchObject({ status: 'delivered', version: 2 });
    expect(next.fulfilments[0]?.dueAt).toBeUndefined();
    expect(next.head).toMatchObject({ fulfilment: 'delivered', stage: 'processed_shipped' });
    expect(events.map(({ type }) => type)).toEqual(['shipped', 'delivered']);
    expect(handOut(next, ID, CODE, await aContext())).toBe('nothing');
    expect(handOut(next, ID, '999999', await aContext())).toMatchObject({ code: 'illegal_transition' });
  });

  it('leave the rest of the order alone', async () => {
    const order = waiting();
    const both = { ...order, fulfilments: [...order.fulfilments, sibling('released')] };
    const { next, events } = decided(handOut(both, ID, CODE, await aContext()) as never);
    expect(events.map(({ type }) => type)).toEqual(['partially_shipped', 'partially_delivered']);
    expect(next.head.toldShippedAt).toBeUndefined();
  });

  it('are not handed out for a wrong code; five of them, and no code is right any more', async () => {
    let order = waiting();
    for (let tries = 1; tries <= MOST_FAILURES; tries++) {
      const { refused, keep } = refusedWith(handOut(order, ID, '999999', await aContext()));
      expect(refused).toMatchObject({ status: 403, extra: { triesLeft: MOST_FAILURES - tries } });
      expect(keep?.events.length).toBe(tries === MOST_FAILURES ? 1 : 0);
      order = keep?.next ?? order;
    }
    expect(handOut(order, ID, CODE, await aContext())).toMatchObject({ status: 409, code: 'pickup_locked' });
    const renewed = decided(renewPickupCode(order, ID, { ...(await aContext()), code: '777777' }));
    expect(renewed.events).toMatchObject([{ type: 'ready_for_pickup' }]);
    expect(refusedWith(handOut(renewed.next, ID, CODE, await aContext())).refused.status).toBe(403);
    expect(isProblem(handOut(renewed.next, ID, '777777', await aContext()))).toBe(false);
  });

  it('are refused while the order is held, and where nobody fetches them', async () => {
    expect(handOut(held(waiting()), ID, CODE, await aContext())).toMatchObject({ code: 'order_on_hold' });
    const sent = aReadyOrder(standing('packed'));
    expect(handOut(sent, ID, CODE, await aContext())).toMatchObject({ code: 'not_for_pickup' });
    expect(renewPickupCode(sent, ID, { ...(await aContext()), code: CODE })).toMatchObject({
      code: 'not_for_pickup',
    });
  });
});

describe('goods that nobody fetches', () => {
  const chased = async (order: Order, at: string, policy: Record<string, unknown> = {}) => {
    const context = await aContext();
    const pickup = { ...context.policy.pickup, ...policy };
    return chasePickup(order, ID, { ...context, at, policy: { ...context.policy, pickup } });
  };

  it('are reminded of on day 3 and 6, once each; what was missed is skipped', async () => {
    expect(await chased(waiting(), days(2.9))).toBe('nothing');
    const first = decided(await chased(waiting(), days(3)));
    expect(first.events).toMatchObject([{ type: 'pickup_reminded', data: { reminder: 1, of: 2 } }]);
    expect(first.next.fulfilments[0]).toMatchObject({ dueAt: days(6), pickup: { reminded: 1 } });
    const second = decided(await chased(first.next, days(6)));
    expect(second.next.fulfilments[0]).toMatchObject({ dueAt: days(7), pickup: { reminded: 2 } });
    const late = decided(await chased(waiting(), days(6.5)));
    expect(late.events).toMatchObject([{ data: { reminder: 2 } }]);
  });

  it('are people’s business after 7 days, and can still be fetched', async () => {
    const { next, events } = decided(await chased(waiting(), days(7)));
    expect(events).toMatchObject([{ type: 'exception_not_collected' }]);
    expect(next.fulfilments[0]).toMatchObject({ status: 'exception', exception: 'Not collected in 7 days.' });
    expect(next.head.fulfilment).toBe('exception');
    expect(await chased(next, days(8))).toBe('nothing');
    expect(decided(handOut(next, ID, CODE, await aContext()) as never).next.fulfilments[0]?.status).toBe(
      'delivered',
    );
  });

  it('go back with the order where the policy says so, and no clock is left behind', async () => {
    const { next, events } = decided(await chased(waiting(), days(7), { afterwards: 'cancel' }));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['exception_not_collected', 'cancelled']),
    );
    expect(next.head.status).toBe('cancelled');
    expect(next.fulfilments.map(fulfilmentIndexKeys)).not.toContainEqual(
      expect.objectContaining({ duePk: expect.anything() }),
    );
  });

  it('cannot end an order of which a part has left: people look at it', async () => {
    const order = waiting();
    const both = { ...order, fulfilments: [...order.fulfilments, sibling('shipped')] };
    const { next } = decided(await chased(both, days(7), { afterwards: 'cancel' }));
    expect(next.fulfilments[0]?.status).toBe('exception');
  });
});

describe('a pickup code', () => {
  it('has six digits, whatever chance says', () => {
    expect([0, 0.0000001, 0.5, 0.9999999].map((chance) => newPickupCode(() => chance))).toEqual([
      '000000',
      '000000',
      '500000',
      '999999',
    ]);
    expect(isCode('000001', '000001')).toBe(true);
    expect(isCode('1', '000001')).toBe(false);
  });
});
