import { allocateOrder } from '../../../shared/fulfilment/allocate-order.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { cancelOrder } from '../../../shared/orders/cancel-order.ts';
import type { Decision } from '../../../shared/orders/decision.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { PRODUCTION_STATUS, type ProductionStatus } from '../../../shared/orders/order-states.ts';
import { whyNotRegroup } from '../../../shared/orders/why-not-regroup.ts';
import { finishProduction } from '../../../shared/production/finish-production.ts';
import {
  delayProduction,
  POSSIBLE_WORK,
  startProduction,
} from '../../../shared/production/production-steps.ts';
import { aProduction } from '../../builders/a-production.ts';
import { aContext, aFulfilment, anOrder, aPayment } from '../../builders/an-order.ts';

const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const STATES = Object.keys(PRODUCTION_STATUS) as ProductionStatus[];
const SHELF = { locationId: 'main', isKnown: true };

/** A paid order of lanterns that are made to order, with nothing in stock. */
const special = (change: Parameters<typeof anOrder>[0] = {}): Order => {
  const [line] = anOrder().lines;
  if (!line) throw new Error('no line');
  return anOrder({
    lines: [{ ...line, madeToOrder: { leadDays: 5, locationId: 'main' }, personalisation: 'For Bo' }],
    reservations: [],
    payments: [aPayment()],
    ...change,
    head: { totals: PAID, confirmation: 'confirmed', paidAt: '2024-07-01T00:00:00.000Z', ...change.head },
  });
};
const made = (status: ProductionStatus, change: Parameters<typeof anOrder>[0] = {}): Order =>
  special({ productions: [aProduction({ status })], ...change });
const id = aProduction().id;

const decided = (decision: Decision | unknown): Decision => {
  if (decision === 'nothing' || isProblem(decision)) throw new Error(JSON.stringify(decision));
  return decision as Decision;
};

describe('what is made to order', () => {
  it('is asked for when the order is ready, and the order counts as being worked on', async () => {
    const { next, events } = decided(allocateOrder(special(), await aContext()));
    expect(next.productions).toMatchObject([
      { status: 'requested', quantity: 2, personalisation: 'For Bo', expectedAt: '2024-07-08T00:00:00.000Z' },
    ]);
    expect(next.head).toMatchObject({ fulfilment: 'processing', stage: 'ready_processed' });
    expect(events.map(({ type }) => type)).toEqual(['production_requested']);
    expect(JSON.stringify(events)).not.toContain('For Bo');
    expect(allocateOrder(next, await aContext())).toBe('nothing');
  });

  it('comes in reserved for its order alone, and is sent out like anything else', async () => {
    const { next, events, brought } = decided(
      finishProduction(made('in_production'), id, SHELF, await aContext()),
    );
    expect(brought).toMatchObject([{ sku: 'LANTERN', quantity: 2, locationId: 'main', cause: 'production' }]);
    expect(next.reservations).toMatchObject([{ fulfilment: 1, units: [{ lineId: 'lin_1', quantity: 2 }] }]);
    expect(next.fulfilments).toMatchObject([
      { ordinal: 1, status: 'released', lines: [{ quantity: 2, personalisation: 'For Bo' }] },
    ]);
    expect(next.productions).toMatchObject([{ status: 'ready', fulfilmentId: next.fulfilments[0]?.id }]);
    expect(next.head.fulfilment).toBe('processed');
    expect(events.map(({ type }) => type)).toEqual(['production_ready', 'allocated', 'released']);
  });

  it('lets what is in stock leave before it; the order is shipped with the last part', async () => {
    const order = made('in_production', { fulfilments: [aFulfilment({ ordinal: 1, status: 'shipped' })] });
    expect(order.head.fulfilment).toBe('partially_shipped');
    const { next } = decided(finishProduction(order, id, SHELF, await aContext()));
    expect(next.fulfilments.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(next.head.fulfilment).toBe('partially_shipped');
  });

  it.each(STATES)('takes only the steps that its state allows: %s', async (status) => {
    const context = await aContext();
    const order = made(status);
    const done = {
      start: startProduction(order, id, { reference: 'WO-1' }, context),
      ready: finishProduction(order, id, SHELF, context),
      delay: delayProduction(order, id, { expectedAt: '2024-08-01T00:00:00Z' }, context),
    };
    const allowed: readonly string[] = POSSIBLE_WORK[status];
    for (const [step, decision] of Object.entries(done))
      if (allowed.includes(step)) expect(decision).toHaveProperty('next');
      else if (step === 'ready' && status === 'ready') expect(decision).toBe('nothing');
      else expect(decision).toMatchObject({ status: 409, code: 'illegal_transition' });
  });

  it('waits for holds, and for what has to be confirmed before it is begun', async () => {
    const context = await aContext();
    const hold = { id: 'hld_1', kind: 'manual', reason: 'x', placedBy: 'x', placedAt: context.at } as const;
    const held = made('requested', { head: { totals: PAID, confirmation: 'confirmed', holds: [hold] } });
    expect(startProduction(held, id, {}, context)).toMatchObject({ code: 'order_on_hold' });
    const confirmations = [{ step: 'artwork', by: 'customer', dueAt: context.at }] as const;
    const unconfirmed = made('requested', {
      head: { totals: PAID, confirmation: 'confirmed', confirmations },
    });
    expect(startProduction(unconfirmed, id, {}, context)).toMatchObject({
      code: 'confirmation_missing',
      extra: { steps: [{ step: 'artwork' }] },
    });
  });

  it('moves the promise and the clock when it is late', async () => {
    const { next, events } = decided(
      delayProduction(made('requested'), id, { expectedAt: '2024-08-01T00:00:00Z' }, await aContext()),
    );
    expect(next.head).toMatchObject({
      promisedShipBy: '2024-08-01T00:00:00.000Z',
      dueAt: '2024-08-01T18:00:00.000Z',
    });
    expect(events).toMatchObject([{ type: 'production_delayed' }]);
  });

  it('needs a place that is one', async () => {
    const order = made('in_production');
    expect(finishProduction(order, id, undefined, await aContext())).toMatchObject({ status: 422 });
    expect(finishProduction(order, id, { ...SHELF, isKnown: false }, await aContext())).toMatchObject({
      status: 422,
      errors: [{ path: '/locationId', code: 'unknown_location' }],
    });
  });
});

describe('an order of what is made to order', () => {
  it('is cancelled for nothing until it is begun, and the workshop is told', async () => {
    const { next, events } = decided(cancelOrder(made('requested'), 'no more', await aContext()));
    expect(next.productions).toMatchObject([{ status: 'cancelled', version: 2 }]);
    expect(events.map(({ type }) => type)).toContain('production_cancelled');
  });

  it.each(['in_production', 'ready'] as const)('is then given up only by who says so: %s', async (status) => {
    const context = await aContext();
    expect(cancelOrder(made(status), 'no more', context)).toMatchObject({ code: 'goods_being_made' });
    expect(decided(cancelOrder(made(status), 'no more', context, true)).next.head.status).toBe('cancelled');
    expect(whyNotRegroup(made(status))).toMatchObject({ code: 'goods_being_made' });
  });
});
