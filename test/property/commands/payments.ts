import fc from 'fast-check';
import type { Money } from '../../../shared/kernel/money.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { call, hook } from '../system/call.ts';
import { orderAt, ordersOf, partAt, pick, type World } from '../system/world.ts';
import { command, rarely, twice, which, whichOrder } from './command.ts';

/** What a payment was opened for is what the model was told; a share of a split one has the whole's. */
const askedOf = (world: World, id: string): Money | undefined => world.told.asked.get(id);

const wrongOf = ({ amount, currency }: Money, wrong: 'fits' | 'more' | 'less' | 'dollars'): Money => ({
  amount: amount + (wrong === 'more' ? 1 : wrong === 'less' ? -1 : 0),
  currency: wrong === 'dollars' ? 'USD' : currency,
});
const wrong = fc.oneof(
  { weight: 8, arbitrary: fc.constant('fits' as const) },
  { weight: 1, arbitrary: fc.constantFrom('more' as const, 'less' as const, 'dollars' as const) },
);

/** Opens a payment by a method that the order's terms may or may not allow, of all that is due or of a part. */
export const openPayment = command(
  'openPayment',
  5,
  fc.record({
    order: whichOrder,
    method: fc.constantFrom('card', 'card', 'transfer', 'alipay', 'cod', 'credit'),
    part: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 3 }),
    twice,
  }),
  async (world, { order: at, method, part, twice }) => {
    const order = orderAt(world, at);
    if (!order) return;
    const { grand, paid, refunded } = order.head.totals;
    const amount = {
      amount: Math.max(0, Math.floor((grand - paid + refunded) / (part ?? 1))),
      currency: 'CNY',
    };
    const { status, body } = await call(world, 'payments/open-payment', {
      params: { id: order.head.id },
      body: { method, ...(part === null ? {} : { amount }) },
      twice,
    });
    if (status !== 201) return;
    world.told.asked.set(body.id, body.amount);
  },
);

/** A person records money that came: of a payment that no provider tells of, and of others, where that is refused. */
export const capture = command(
  'capture',
  3,
  fc.record({ payment: which, wrong, reference: fc.nat(1), twice }),
  async (world, { payment: nth, wrong, reference, twice }) => {
    const { order, part: payment } = partAt(world, ({ payments }) => payments, nth) ?? {};
    if (!order || !payment) return;
    const asked = askedOf(world, payment.id) ?? payment.amount;
    const { status } = await call(world, 'payments/capture-payment', {
      params: { id: order.head.id, paymentId: payment.id },
      body: { amount: wrongOf(asked, wrong), reference: `reference-${reference}` },
      twice,
    });
    if (status === 200) world.told.paid.add(payment.shareOf ?? payment.id);
  },
);

/** The provider tells of a payment, perhaps of another sum, perhaps the same message again. */
export const payNews = command(
  'payNews',
  6,
  fc.record({ payment: which, failed: rarely(5), wrong, again: rarely(4) }),
  async (world, { payment: nth, failed, wrong, again }) => {
    const [id, money] = pick([...world.told.asked].toReversed(), nth) ?? [];
    if (id === undefined || money === undefined) return;
    const news = {
      id: `news-${world.word}-${world.calls}-${world.delivered.length}-${world.waiting.length}-${Date.now()}`,
      event: failed ? 'payment.failed' : 'payment.succeeded',
      paymentId: id,
      ...wrongOf(money, wrong),
      providerReference: `provider-${world.calls}`,
      occurredAt: new Date().toISOString(),
    };
    await hook(world, 'webhooks/receive-payment-event', { provider: 'simulator' }, news);
    if (again) await hook(world, 'webhooks/receive-payment-event', { provider: 'simulator' }, news, true);
    if (!failed && wrong === 'fits') world.told.paid.add(id);
  },
);

const paidOf = ({ head }: Order): number => head.totals.paid;

/** Gives money back: all, a part, too much, or for some units. */
export const refund = command(
  'refund',
  4,
  fc.record({
    order: whichOrder,
    how: fc.constantFrom('all', 'half', 'cent', 'more', 'line'),
    line: which,
    twice,
  }),
  async (world, { order: at, how, line, twice }) => {
    const orders = ordersOf(world).toSorted((one, other) => paidOf(other) - paidOf(one));
    const order = pick(orders, at);
    if (!order) return;
    const { paid, refunded } = order.head.totals;
    const amounts = { half: Math.ceil((paid - refunded) / 2), cent: 1, more: paid - refunded + 1 };
    const lineId = pick(order.lines, line)?.id ?? 'lin_1';
    const wish =
      how === 'line'
        ? { lines: [{ lineId, quantity: 1 }] }
        : how === 'all'
          ? {}
          : { amount: { amount: amounts[how as keyof typeof amounts], currency: 'CNY' } };
    await call(world, 'payments/refund-order', {
      params: { id: order.head.id },
      body: { ...wish, reason: 'the buyer asked' },
      twice,
    });
  },
);

/** Money went back: a person says so, or the provider does, perhaps of one that was called back or has failed. */
export const settleRefund = command(
  'settleRefund',
  7,
  fc.record({ refund: which, failed: rarely(5), wrong, byHand: rarely(2), twice }),
  async (world, { refund: nth, failed, wrong, byHand, twice }) => {
    const { order, part: refund } = partAt(world, ({ refunds }) => refunds, nth) ?? {};
    if (!order || !refund) return;
    if (byHand) {
      const params = { id: order.head.id, refundId: refund.id };
      const { status } = await call(world, 'payments/settle-refund', {
        params,
        body: { reference: `back-${refund.id}` },
        twice,
      });
      if (status === 200) world.told.refunded.add(refund.id);
      return;
    }
    const news = {
      id: `back-${world.word}-${world.calls}-${world.waiting.length}-${Date.now()}`,
      event: failed ? 'refund.failed' : 'refund.succeeded',
      refundId: refund.id,
      ...wrongOf(refund.amount, wrong),
      providerReference: `back-${world.calls}`,
      occurredAt: new Date().toISOString(),
    };
    await hook(world, 'webhooks/receive-payment-event', { provider: 'simulator' }, news);
    if (!failed && wrong === 'fits') world.told.refunded.add(refund.id);
  },
);
