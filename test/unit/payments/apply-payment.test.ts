import type { Order } from '../../../shared/orders/order.ts';
import { applyPayment } from '../../../shared/payments/apply-payment.ts';
import type { PaymentNews } from '../../../shared/payments/payment-events.ts';
import { aContext, aFulfilment, anOrder, aPayment } from '../../builders/an-order.ts';
import { aPaymentNews, decided, typesOf } from './decided.ts';

const pending = aPayment({ status: 'pending' });
const waiting = (change: Parameters<typeof anOrder>[0] = {}): Order =>
  anOrder({ payments: [pending], ...change });
const apply = (order: Order, news: PaymentNews) =>
  decided(order, (now, context) => applyPayment(now, news, context));

/** Applies news one after another, whatever comes of each; answers the order and all that happened. */
const applyAll = async (order: Order, ...all: PaymentNews[]) => {
  const context = await aContext();
  const types: string[] = [];
  let now = order;
  for (const news of all) {
    const decision = applyPayment(now, news, context);
    if (decision === 'nothing') continue;
    if ('kind' in decision) throw new Error(decision.code);
    now = decision.next;
    types.push(...decision.events.map(({ type }) => type));
  }
  return { order: now, types };
};

describe('a payment that succeeded', () => {
  it('pays the order, starts its promise, and lets the rules confirm it, in one commit', async () => {
    const decision = await apply(waiting({ head: { reminders: 2 } }), aPaymentNews());
    expect(typesOf(decision)).toEqual(['payment_received', 'paid', 'confirmed']);
    expect(decision.next.head).toMatchObject({
      payment: 'paid',
      confirmation: 'confirmed',
      stage: 'ready_unprocessed',
      version: 2,
      paidAt: '2024-07-01T01:00:00.000Z',
      readyAt: '2024-07-01T01:00:00.000Z',
      promisedShipBy: '2024-07-02T01:00:00.000Z',
      dueAt: '2024-07-01T19:00:00.000Z',
      reminders: 0,
      totals: { paid: 3980 },
    });
    expect(decision.next.payments).toMatchObject([
      {
        status: 'succeeded',
        version: 2,
        providerReference: 'psp-1',
        succeededAt: '2024-07-01T01:00:00.000Z',
      },
    ]);
  });

  it('waits for people where the rules ask for them', async () => {
    const totals = { goods: 900_000, discount: 0, shipping: 0, tax: 0, grand: 900_000, paid: 0, refunded: 0 };
    const payments = [aPayment({ status: 'pending', amount: { amount: 900_000, currency: 'CNY' } })];
    const decision = await apply(anOrder({ head: { totals }, payments }), aPaymentNews({ amount: 900_000 }));
    expect(decision.next.head).toMatchObject({
      stage: 'unconfirmed_paid',
      review: { requiredRole: 'sales_manager' },
    });
    expect(typesOf(decision)).toEqual(['payment_received', 'paid']);
  });

  it('of a part pays a part; the rest pays the order, once', async () => {
    const part = (id: string, amount: number) =>
      aPayment({ id, status: 'pending', amount: { amount, currency: 'CNY' } });
    const other = pending.id.replace(/1$/, '2');
    const order = anOrder({ payments: [part(pending.id, 1000), part(other, 2980)] });
    const first = await apply(order, aPaymentNews({ amount: 1000 }));
    expect(first.next.head).toMatchObject({ payment: 'partially_paid', stage: 'unconfirmed_unpaid' });
    expect(typesOf(first)).toEqual(['payment_received']);
    const second = await apply(first.next, aPaymentNews({ paymentId: other, amount: 2980 }));
    expect(second.next.head).toMatchObject({ payment: 'paid', totals: { paid: 3980 } });
    expect(typesOf(second)).toEqual(['payment_received', 'paid', 'confirmed']);
  });

  it('after delivery leaves the promise and the clock of a cash order alone', async () => {
    const order = waiting({
      head: { paymentTerms: 'cod', confirmation: 'confirmed', reminders: 1 },
      fulfilments: [aFulfilment({ status: 'delivered' })],
    });
    const { next } = await apply(order, aPaymentNews());
    expect(next.head).toMatchObject({ promisedShipBy: order.head.promisedShipBy, reminders: 1 });
  });
});

describe('money news in any order', () => {
  const ok = aPaymentNews();
  const failed = aPaymentNews({ event: 'payment.failed', id: 'news-2' });
  const odd = aPaymentNews({ id: 'news-3', amount: 1, providerReference: 'psp-odd' });
  const foreign = aPaymentNews({ id: 'news-4', currency: 'USD', providerReference: 'psp-usd' });
  const news = { ok, failed, odd, foreign };
  const names = Object.keys(news) as (keyof typeof news)[];
  const orders = names.flatMap((a) => names.flatMap((b) => names.map((c) => [a, b, c] as const)));

  it.each(orders)('%s, %s, %s', async (...three) => {
    const { order, types } = await applyAll(waiting(), ...three.map((name) => news[name]));
    const came = (name: keyof typeof news): boolean => three.includes(name);
    const paid = came('ok');
    expect(order.head.totals.paid).toBe(paid ? 3980 : 0);
    expect(types.filter((type) => type === 'payment_received')).toHaveLength(paid ? 1 : 0);
    expect(types.filter((type) => type === 'paid')).toHaveLength(paid ? 1 : 0);
    const refused = [came('odd'), came('foreign')].filter(Boolean).length;
    expect(types.filter((type) => type === 'exception_payment_mismatch')).toHaveLength(refused);
    expect(order.payments[0]?.refused ?? []).toHaveLength(refused);
    const failedFirst = came('failed') && !three.slice(0, three.indexOf('failed')).includes('ok');
    expect(types.includes('payment_failed')).toBe(failedFirst);
    expect(order.payments[0]?.status).toBe(paid ? 'succeeded' : came('failed') ? 'failed' : 'pending');
    expect(order.refunds).toEqual([]);
  });

  it('that does not fit says what was expected and what came', async () => {
    const decision = await apply(waiting(), odd);
    expect(decision.next.head.version).toBe(1);
    expect(decision.events[0]?.data).toEqual({
      paymentId: pending.id,
      expected: { amount: 3980, currency: 'CNY' },
      got: { amount: 1, currency: 'CNY' },
      providerReference: 'psp-odd',
    });
  });

  it('of a payment that is not there is a problem', async () => {
    const unknown = aPaymentNews({ paymentId: pending.id.replace(/1$/, '9') });
    expect(applyPayment(waiting(), unknown, await aContext())).toMatchObject({ code: 'not_found' });
  });
});

describe('money that is too much', () => {
  it('for a cancelled order is booked and goes straight back, and counts as no milestone', async () => {
    const order = waiting({
      head: { status: 'cancelled', cancelledAt: '2024-07-01T00:30:00.000Z' },
      payments: [aPayment({ status: 'cancelled' })],
    });
    const decision = await apply(order, aPaymentNews());
    expect(typesOf(decision)).toEqual(['payment_received', 'refund_opened']);
    expect(decision.next.head).toMatchObject({ stage: 'refunding', totals: { paid: 3980 } });
    expect(decision.next.head.paidAt).toBeUndefined();
    expect(decision.next.refunds).toMatchObject([{ status: 'pending', amount: { amount: 3980 } }]);
  });

  it('because two payments succeeded goes back to the one that came last', async () => {
    const other = pending.id.replace(/1$/, '2');
    const order = waiting({ payments: [pending, { ...pending, id: other }] });
    const context = await aContext();
    const first = await apply(order, aPaymentNews({ paymentId: other }));
    const second = await decided(first.next, (now) =>
      applyPayment(now, aPaymentNews(), { ...context, at: '2024-07-01T02:00:00.000Z' }),
    );
    expect(typesOf(second)).toEqual(['payment_received', 'refund_opened']);
    expect(second.next.refunds).toMatchObject([{ paymentId: pending.id, amount: { amount: 3980 } }]);
    expect(second.next.head).toMatchObject({ totals: { paid: 7960 }, stage: 'refunding' });
  });

  it('in one payment still pays the order, and only the rest goes back', async () => {
    const totals = { goods: 3000, discount: 0, shipping: 0, tax: 0, grand: 3000, paid: 0, refunded: 0 };
    const decision = await apply(waiting({ head: { totals } }), aPaymentNews());
    expect(typesOf(decision)).toEqual(['payment_received', 'paid', 'refund_opened', 'confirmed']);
    expect(decision.next.refunds).toMatchObject([{ amount: { amount: 980 } }]);
  });
});
