import { isProblem } from '../../../../shared/kernel/problem.ts';
import { type AmendContext, amendOrder } from '../../../../shared/orders/amend/amend-order.ts';
import {
  AMENDABLE,
  amendableParts,
  PARTS,
  type Part,
  type Progress,
  progressOf,
} from '../../../../shared/orders/amend/amend-rules.ts';
import type { AmendCommand } from '../../../../shared/orders/amend/amend-schema.ts';
import type { Decision } from '../../../../shared/orders/decision.ts';
import type { Order } from '../../../../shared/orders/order.ts';
import { settleRefund } from '../../../../shared/payments/settle-refund.ts';
import { aFulfilment, anOrder, aPayment } from '../../../builders/an-order.ts';
import { aDesk, amendContext, unitsByLine } from './desk.ts';

const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const paidOrder = (change: Parameters<typeof anOrder>[0] = {}): Order =>
  anOrder({
    payments: [aPayment()],
    ...change,
    head: {
      confirmation: 'confirmed',
      totals: PAID,
      paidAt: '2024-07-01T00:00:00.000Z',
      readyAt: '2024-07-01T00:00:00.000Z',
      ...change.head,
    },
  });

const amended = (order: Order, command: AmendCommand, change: Partial<AmendContext> = {}): Decision => {
  const decision = amendOrder(order, command, amendContext(aDesk().stock(), change));
  if (isProblem(decision) || decision === 'nothing') throw new Error(JSON.stringify(decision));
  return decision;
};
const lantern = (quantity: number) => ({ id: 'lin_1', sku: 'LANTERN', quantity });
const types = ({ events }: Decision) => events.map(({ type }) => type);

describe('amending the goods of an order', () => {
  it('keeps the price of what stays, adds at the catalogue’s price, and reserves what it adds', () => {
    const { next, events } = amended(paidOrder(), { lines: [lantern(3), { sku: 'LAMP', quantity: 2 }] });
    expect(next.lines.map(({ id, quantity, total }) => [id, quantity, total.amount])).toEqual([
      ['lin_1', 3, 5970],
      ['lin_2', 2, 666],
    ]);
    expect(unitsByLine(next)).toEqual({ lin_1: 3, lin_2: 2 });
    expect(next.head).toMatchObject({ lineCount: 2, stage: 'confirmed_unpaid', payment: 'partially_paid' });
    expect(events[0]).toMatchObject({
      type: 'amended',
      data: {
        changed: ['lines'],
        before: { grand: { amount: 3980 }, due: { amount: 0 } },
        after: { grand: { amount: 6636 }, due: { amount: 2656 } },
        lines: { added: [{ lineId: 'lin_2' }], changed: [{ lineId: 'lin_1', from: 2, to: 3 }] },
      },
    });
  });

  it('gives the excess back when it becomes cheaper', () => {
    const decision = amended(paidOrder(), { lines: [lantern(1)] });
    expect(types(decision)).toEqual(['amended', 'refund_opened']);
    expect(decision.next.refunds).toMatchObject([
      { amount: { amount: 1990 }, excess: true, status: 'pending' },
    ]);
  });

  it('owes and refunds nothing once lowered and raised again', () => {
    const { next: lowered } = amended(paidOrder(), { lines: [lantern(1)] });
    const restored = amended(lowered, { lines: [lantern(2)] });
    expect(types(restored)).toEqual(['amended', 'refund_withdrawn']);
    expect(restored.next.refunds).toMatchObject([{ status: 'failed', withdrawnAt: expect.any(String) }]);
    expect(restored.next.head).toMatchObject({ payment: 'paid', stage: 'ready_unprocessed', totals: PAID });
  });

  it('books a refund that was paid out after it was called back, and asks for it from then on', () => {
    const { next: lowered } = amended(paidOrder(), { lines: [lantern(1)] });
    const { next: restored } = amended(lowered, { lines: [lantern(2)] });
    const [refund] = restored.refunds;
    if (!refund) throw new Error('no refund');
    const at = '2024-07-05T00:00:00.000Z';
    const { next } = settleRefund(restored, refund, 'ref', { ...amendContext(new Map()), at });
    expect(next.head).toMatchObject({
      payment: 'partially_paid',
      owedSince: at,
      totals: { refunded: 1990, excess: 1990 },
    });
    expect(next.head.dueAt).toBe('2024-07-05T01:00:00.000Z');
  });

  it('demands the difference, from a clock of its own, when raised after the refund was paid out', () => {
    const { next: lowered } = amended(paidOrder(), { lines: [lantern(1)] });
    const settled = {
      ...lowered,
      refunds: lowered.refunds.map((each) => ({ ...each, status: 'succeeded' as const })),
      head: { ...lowered.head, totals: { ...lowered.head.totals, refunded: 1990, excess: 1990 } },
    };
    const at = '2024-07-09T00:00:00.000Z';
    const { next } = amended(settled, { lines: [lantern(2)] }, { at });
    expect(next.head).toMatchObject({
      payment: 'partially_paid',
      stage: 'confirmed_unpaid',
      owedSince: at,
      dueAt: '2024-07-09T01:00:00.000Z',
      paidAt: '2024-07-01T00:00:00.000Z',
    });
  });

  it('counts as paid when it is lowered to what was paid', () => {
    const half = { ...PAID, paid: 1990 };
    const order = anOrder({
      head: { totals: half },
      payments: [aPayment({ amount: { amount: 1990, currency: 'CNY' } })],
    });
    const decision = amended(order, { lines: [lantern(1)] });
    expect(decision.next.head).toMatchObject({ payment: 'paid', paidAt: '2024-07-01T01:00:00.000Z' });
    expect(types(decision)).toEqual(['amended', 'paid', 'confirmed']);
  });

  it('never gives a line’s number twice', () => {
    const { next: two } = amended(anOrder(), { lines: [lantern(2), { sku: 'LAMP', quantity: 1 }] });
    const { next: one } = amended(two, { lines: [lantern(2)] });
    const { next } = amended(one, { lines: [lantern(2), { sku: 'CANDLE', quantity: 1 }] });
    expect(next.lines.map(({ id }) => id)).toEqual(['lin_1', 'lin_3']);
  });

  it('takes it back from the warehouse and plans it under a number of its own', () => {
    const order = paidOrder({ fulfilments: [aFulfilment({ status: 'released' })] });
    const { next } = amended(order, { lines: [lantern(1)] });
    expect(next.fulfilments).toMatchObject([{ status: 'cancelled', version: 2 }]);
    expect(next.reservations).toMatchObject([{ fulfilment: 2, units: [{ quantity: 1 }] }]);
  });

  it('lets another line have what a line gives back in the same commit', () => {
    const desk = aDesk(2);
    for (const row of desk.rows) if (row.sku === 'LANTERN') Object.assign(row, { reserved: 2, available: 0 });
    const swap = { lines: [{ sku: 'LANTERN', quantity: 2 }] };
    const decision = amendOrder(anOrder(), swap, amendContext(desk.stock()));
    expect(isProblem(decision)).toBe(false);
    const more = amendOrder(anOrder(), { lines: [lantern(3)] }, amendContext(desk.stock()));
    expect(more).toMatchObject({
      code: 'insufficient_stock',
      extra: { shortages: [{ sku: 'LANTERN', requested: 1, available: 0 }] },
    });
  });

  it('keeps the share of the discount, and the channel’s shipping fee', () => {
    const totals = { ...PAID, discount: 398, shipping: 500, grand: 4082, paid: 0 };
    const line = anOrder().lines[0];
    if (!line) throw new Error('no line');
    const discounts = [{ promotionId: 'channel', amount: { amount: 398, currency: 'CNY' }, reason: 'x' }];
    const order = anOrder({
      head: { totals },
      lines: [{ ...line, discounts, total: { amount: 3582, currency: 'CNY' } }],
    });
    const { next: three } = amended(order, { lines: [lantern(3)] });
    expect(three.head.totals).toMatchObject({ goods: 5970, discount: 597, shipping: 500, grand: 5873 });
    const { next: two } = amended(three, { lines: [lantern(2)] });
    expect(two.head.totals).toEqual(totals);
  });

  it('holds a confirmed order that is raised beyond what whoever raises it may confirm', () => {
    const by = { name: 'user:desk', roles: ['service_agent' as const] };
    const small = amended(paidOrder(), { lines: [lantern(3)] }, { by });
    expect(small.next.head.holds).toEqual([]);
    const stock = aDesk(10_000).stock();
    const large = amended(paidOrder(), { lines: [lantern(1100)] }, { by, stock });
    expect(large.next.head.holds).toMatchObject([
      { kind: 'quantity' },
      { kind: 'manual', reason: expect.stringContaining('finance_director') },
    ]);
    expect(large.next.head.confirmation).toBe('confirmed');
  });

  it('brings people to look at it where a rule now refuses the order, instead of ending it in the middle', () => {
    // biome-ignore lint/suspicious/noThenProperty: a rule's outcome; nobody awaits a rule.
    const rules = { version: 1, rules: [{ name: 'never', when: true, then: { reject: 'no' } }] };
    for (const order of [anOrder(), paidOrder()]) {
      const { next } = amended(order, { lines: [lantern(3)] }, { rules });
      expect(next.head).toMatchObject({
        status: 'open',
        holds: [{ kind: 'manual' }],
        totals: { goods: 5970 },
      });
    }
  });

  it.each([
    ['an unknown line', [{ id: 'lin_9', sku: 'LANTERN', quantity: 1 }], '/lines/0/id', 'unknown_line'],
    ['another product on a line', [{ id: 'lin_1', sku: 'LAMP', quantity: 1 }], '/lines/0/sku', 'sku_differs'],
    ['a line twice', [lantern(1), lantern(1)], '/lines/1/id', 'duplicate_line'],
    ['an unknown product', [lantern(2), { sku: 'NONE', quantity: 1 }], '/lines/1/sku', 'unknown_sku'],
    ['nothing', [lantern(0)], '/lines', 'too_small'],
  ])('refuses %s, and says where', (_, lines, path, code) => {
    const refusal = amendOrder(anOrder(), { lines }, amendContext(aDesk().stock()));
    expect(refusal).toMatchObject({ status: 422, errors: [{ path, code }] });
  });

  it('leaves the lines alone once money was given back on purpose', () => {
    const order = paidOrder({ head: { totals: { ...PAID, refunded: 100 } } });
    expect(amendOrder(order, { lines: [lantern(3)] }, amendContext(aDesk().stock()))).toMatchObject({
      status: 409,
    });
  });
});

describe('amending what an order says beside its goods', () => {
  it('changes fields, takes away those that are null, and tells no personal data', () => {
    const order = anOrder({ body: { ...anOrder().body, buyerNote: 'ring twice' } });
    const { next, events } = amended(order, {
      customer: { phone: '+8613800000000' },
      delivery: { carrierWish: 'sf' },
      buyerNote: null,
      sellerNote: 'fragile',
    });
    expect(next.body).toMatchObject({
      customer: { name: 'Ada', phone: '+8613800000000' },
      delivery: { method: 'standard', carrierWish: 'sf' },
      sellerNote: 'fragile',
    });
    expect(next.body.buyerNote).toBeUndefined();
    expect(events[0]?.data?.changed).toEqual(['customer', 'delivery', 'buyerNote', 'sellerNote']);
    expect(JSON.stringify(events)).not.toContain('13800000000');
  });

  it('is nothing when all is so already', () => {
    expect(amendOrder(anOrder(), { lines: [lantern(2)] }, amendContext(aDesk().stock()))).toBe('nothing');
  });

  it('makes the warehouse’s fulfilment take part, so that a pick at the same moment is noticed', () => {
    const order = paidOrder({ fulfilments: [aFulfilment({ status: 'picked' })] });
    const { next } = amended(order, { giftMessage: 'Happy birthday' });
    expect(next.fulfilments).toMatchObject([{ status: 'picked', version: 2 }]);
    const { next: noted } = amended(order, { sellerNote: 'vip' });
    expect(noted.fulfilments).toBe(order.fulfilments);
  });
});

const address = { ...anOrder().body.shippingAddress, line1: '2 New Road' };
const CHANGES: Record<Part, AmendCommand> = {
  lines: { lines: [lantern(1)] },
  shippingAddress: { shippingAddress: address },
  customer: { customer: { name: 'Grace' } },
  delivery: { delivery: { method: 'express' } },
  buyerNote: { buyerNote: 'hello' },
  sellerNote: { sellerNote: 'hello' },
  giftMessage: { giftMessage: 'hello' },
};
const STATES: readonly Progress[] = Object.keys(AMENDABLE.lines) as Progress[];
const at = (progress: Progress): Order =>
  paidOrder({ fulfilments: progress === 'none' ? [] : [aFulfilment({ status: progress })] });

describe('every part in every state', () => {
  const grid = PARTS.flatMap((part) => STATES.map((state) => [part, state, AMENDABLE[part][state]] as const));

  it.each(grid)('%s while %s: %s', (part, state, rule) => {
    expect(progressOf(at(state).fulfilments)).toBe(state);
    const answer = amendOrder(at(state), CHANGES[part], amendContext(aDesk().stock()));
    if (rule === 'no')
      expect(answer).toMatchObject({
        code: 'illegal_transition',
        extra: { part, state, allowed: amendableParts(state, amendContext(new Map()).by) },
      });
    else expect(isProblem(answer)).toBe(false);
  });

  it.each(PARTS.flatMap((part) => STATES.map((state) => [part, state] as const)))(
    '%s while %s, by the buyer, only what is theirs and only before a warehouse may begin',
    (part, state) => {
      const by = { name: 'user:ada', roles: ['storefront' as const], customerId: anOrder().head.customerId };
      const answer = amendOrder(at(state), CHANGES[part], amendContext(aDesk().stock(), { by }));
      expect(isProblem(answer)).toBe(!amendableParts(state, by).includes(part));
    },
  );

  it.each(grid)('%s while %s, by the desk and by the warehouse: %s', (part, state, rule) => {
    const ask = (role: 'service_agent' | 'warehouse') =>
      amendOrder(
        at(state),
        CHANGES[part],
        amendContext(aDesk().stock(), { by: { name: 'user:x', roles: [role] } }),
      );
    if (rule === 'release') {
      const problem = ask('service_agent');
      expect(problem).toMatchObject({ status: 409, code: 'illegal_transition', extra: { part, state } });
      expect(isProblem(problem) && problem.detail).toMatch(/needs the warehouse's release/);
      expect(isProblem(ask('warehouse'))).toBe(false);
    } else expect(isProblem(ask('service_agent'))).toBe(rule === 'no');
    if (part === 'lines' || part === 'customer')
      expect(ask('warehouse')).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it.each(
    PARTS.flatMap((part) => (['cancelled', 'completed'] as const).map((status) => [part, status] as const)),
  )('%s of a %s order: refused', (part, status) => {
    const answer = amendOrder(paidOrder({ head: { status } }), CHANGES[part], amendContext(aDesk().stock()));
    expect(answer).toMatchObject({ code: 'illegal_transition', extra: { part, state: status, allowed: [] } });
  });
});
