import fc from 'fast-check';
import type { Money } from '../../../shared/kernel/money.ts';
import { openHolds } from '../../../shared/orders/holds.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { Payment, Refund } from '../../../shared/orders/payment.ts';
import { paidByHand } from '../../../shared/payments/payment-methods.ts';
import { call, hook } from '../system/call.ts';
import { orderAt, ordersOf, type World } from '../system/world.ts';
import { command, whichOrder } from './command.ts';
import { drain } from './time.ts';

/** What is asked for next, so that the order gets on; false when nothing is. */
const next = async (world: World, order: Order): Promise<boolean> => {
  const { head, payments, fulfilments, refunds } = order;
  const params = { id: head.id };
  const refund = refunds.find(({ status }) => status === 'pending');
  if (refund) return giveBack(world, head.id, refund);
  if (head.status !== 'open') return false;
  if (head.confirmation === 'unconfirmed') {
    await call(world, 'orders/approve-order', { params, body: {} });
    return true;
  }
  const [held] = openHolds(order);
  if (held) {
    await call(world, 'orders/release-hold', { params: { ...params, holdId: held.id } });
    return true;
  }
  const due = head.totals.grand - head.totals.paid + head.totals.refunded;
  const later = head.paymentTerms !== 'prepaid';
  if (due > 0 && (!later || head.fulfilment === 'delivered')) {
    const pending = payments.find(({ id, status }) => status === 'pending' && world.told.asked.has(id));
    return pending ? pay(world, head.id, pending) : open(world, head.id);
  }
  const turn = fulfilments.find(({ status }) => !['shipped', 'delivered', 'cancelled'].includes(status));
  if (turn) return stepOn(world, turn);
  const parcel = fulfilments.flatMap(({ parcels }) => parcels).find(({ status }) => status === 'handed_over');
  if (parcel?.carrier === 'generic') return bring(world, parcel.trackingNumber);
  if (head.fulfilment !== 'delivered') return false;
  return (await call(world, 'orders/complete-order', { params, body: {} })).status === 200;
};

const open = async (world: World, id: string): Promise<boolean> => {
  const wish = { method: world.calls % 2 ? 'card' : 'transfer' };
  const { status, body } = await call(world, 'payments/open-payment', { params: { id }, body: wish });
  if (status === 201) world.told.asked.set(body.id, body.amount);
  return status === 201;
};

const pay = async (world: World, id: string, { id: paymentId, method }: Payment): Promise<boolean> => {
  const money = world.told.asked.get(paymentId);
  if (!paidByHand(method) && money) return succeed(world, paymentId, money);
  const body = { amount: money, reference: `walk-${paymentId}` };
  const params = { id, paymentId };
  const { status } = await call(world, 'payments/capture-payment', { params, body });
  if (status === 200) world.told.paid.add(paymentId);
  return status === 200;
};

const giveBack = async (world: World, id: string, refund: Refund): Promise<boolean> => {
  if (paidByHand(refund.method)) {
    const params = { id, refundId: refund.id };
    const body = { reference: `walk-${refund.id}` };
    const { status } = await call(world, 'payments/settle-refund', { params, body });
    if (status === 200) world.told.refunded.add(refund.id);
    return status === 200;
  }
  await news(world, 'refund.succeeded', { refundId: refund.id }, refund.amount);
  world.told.refunded.add(refund.id);
  return true;
};

const succeed = async (world: World, paymentId: string, money: Money): Promise<boolean> => {
  await news(world, 'payment.succeeded', { paymentId }, money);
  world.told.paid.add(paymentId);
  return true;
};

/** What the provider tells of money that came or went back. */
const news = (world: World, event: string, of: Record<string, string>, money: Money): Promise<void> => {
  const id = `walk-${world.word}-${world.calls}-${Date.now()}`;
  const providerReference = `walk-${Object.values(of)[0]}`;
  const body = { id, event, ...of, ...money, providerReference, occurredAt: new Date().toISOString() };
  return hook(world, 'webhooks/receive-payment-event', { provider: 'simulator' }, body);
};

const STEP = {
  allocated: 'release-fulfilment',
  released: 'pick-fulfilment',
  exception: 'pick-fulfilment',
  picked: 'pack-fulfilment',
  packed: 'create-waybill',
  waybilled: 'ship-fulfilment',
} as const;

const stepOn = async (
  world: World,
  { id, status, lines }: Order['fulfilments'][number],
): Promise<boolean> => {
  const name = STEP[status as keyof typeof STEP];
  const all = lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, picked: quantity }));
  const body = name === 'pick-fulfilment' ? { lines: all } : {};
  return (await call(world, `fulfilment/${name}`, { params: { id }, body })).status === 200;
};

const bring = async (world: World, trackingNumber: string): Promise<boolean> => {
  const events = [{ status: 'delivered', at: new Date().toISOString() }];
  const news = {
    id: `walk-${world.word}-${world.calls}-${Date.now()}`,
    carrier: 'generic',
    trackingNumber,
    events,
  };
  await hook(world, 'webhooks/receive-carrier-event', { carrier: 'generic' }, news);
  return true;
};

/** Takes an order some steps on its lawful way, so that sequences reach the later states as often as the first. */
export const walk = command(
  'walk',
  8,
  fc.record({ order: whichOrder, steps: fc.constantFrom(1, 3, 5, 9) }),
  async (world, { order: at, steps }) => {
    const id = orderAt(world, at)?.head.id;
    for (let step = 0; step < steps; step++) {
      const order = ordersOf(world).find(({ head }) => head.id === id);
      if (!order || !(await next(world, order))) return;
      await drain(world, false);
    }
  },
);
