import { isProblem } from '../../shared/kernel/problem.ts';
import { changeOrder } from '../../shared/orders/effects/change-order.ts';
import { loadOrder } from '../../shared/orders/effects/load-order.ts';
import { changedPartWrites, headWrite, timelineWrite } from '../../shared/orders/effects/order-writes.ts';
import { readTimeline } from '../../shared/orders/effects/timeline-store.ts';
import type { Order } from '../../shared/orders/order.ts';
import { applyPayment } from '../../shared/payments/apply-payment.ts';
import { applyPaymentEvent } from '../../shared/payments/effects/apply-payment-event.ts';
import type { PaymentEvent } from '../../shared/payments/payment-events.ts';
import { requestRefund } from '../../shared/payments/request-refund.ts';
import type { Deps } from '../../shared/runtime/deps.ts';
import { transact, type Write } from '../../shared/runtime/transact.ts';
import { deliveryKey } from '../../shared/webhooks/delivery.ts';
import { storeDelivery } from '../../shared/webhooks/effects/delivery-store.ts';
import { aContext, anOrder, aPayment } from '../builders/an-order.ts';
import { openTestTable, type TestTable } from '../harness/dynamodb.ts';
import { aPaymentNews } from '../unit/payments/decided.ts';
import { ownOrder, storeOrder, testDeps } from './store-order.ts';

const SENDER = 'payments/simulator';
const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
let test: TestTable;
let deps: Deps;

beforeAll(async () => {
  test = await openTestTable();
  deps = testDeps(test.table);
}, 60_000);
afterAll(() => test?.close());

const waiting = () => storeOrder(test.table, ownOrder({ payments: [aPayment({ status: 'pending' })] }));
const paymentIdOf = ({ payments }: Order): string => payments[0]?.id ?? '';
const load = async (order: Order): Promise<Order> => {
  const now = await loadOrder(test.table, order.head.id);
  if (isProblem(now)) throw new Error(now.code);
  return now;
};
const countOf = async (order: Order, type: string): Promise<number> =>
  (await readTimeline(test.table, order.head.id)).filter((entry) => entry.type === type).length;
const deliver = async (body: PaymentEvent): Promise<string> => {
  const raw = Buffer.from(JSON.stringify(body));
  await storeDelivery(test.table, { inbox: 'payment', sender: SENDER, id: body.id, raw, now: new Date() });
  return deliveryKey(SENDER, body.id);
};
const twenty = <T>(work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: 20 }, (_, n) => work(n)));

describe('news of a payment', () => {
  it('twenty times at once, under twenty ids, pays once', async () => {
    const order = await waiting();
    const keys = await twenty((n) =>
      deliver(aPaymentNews({ id: `${order.head.id}-${n}`, paymentId: paymentIdOf(order) })),
    );
    const answers = await Promise.all(keys.map((key) => applyPaymentEvent(deps, key)));
    expect(answers.filter(isProblem)).toEqual([]);
    // Nothing is reserved for it: that is for the worker to say, and no reason to refuse money.
    expect((await load(order)).head).toMatchObject({
      stage: 'ready_unprocessed',
      version: 2,
      totals: { paid: 3980 },
    });
    for (const type of ['payment_received', 'paid', 'confirmed']) expect(await countOf(order, type)).toBe(1);
  });

  it('sends the order out in the very commit that made it ready, once', async () => {
    const { reservations } = anOrder();
    const payments = [aPayment({ status: 'pending' })];
    const order = await storeOrder(test.table, ownOrder({ payments, reservations }));
    const keys = await twenty((n) =>
      deliver(aPaymentNews({ id: `${order.head.id}-${n}`, paymentId: paymentIdOf(order) })),
    );
    const answers = await Promise.all(keys.map((key) => applyPaymentEvent(deps, key)));
    expect(answers.filter(isProblem)).toEqual([]);
    const { head, fulfilments } = await load(order);
    expect(head).toMatchObject({ stage: 'ready_processed', version: 2 });
    expect(fulfilments).toMatchObject([{ status: 'released', ordinal: 1, version: 1 }]);
    const told = await readTimeline(test.table, head.id);
    expect(told.map(({ type, actor }) => [type, actor])).toEqual([
      ['payment_received', SENDER],
      ['paid', SENDER],
      ['confirmed', SENDER],
      ['allocated', 'system:allocate-order'],
      ['released', 'system:allocate-order'],
    ]);
  });

  it('would pay twenty times if its writes were not guarded', async () => {
    const order = await waiting();
    const news = aPaymentNews({ paymentId: paymentIdOf(order) });
    const context = await aContext();
    const unguarded = ({ label, put }: Write): Write => {
      if (!put?.Item) throw new Error(`${label} is no put.`);
      return { label, put: { Item: put.Item } };
    };
    const read = await twenty(() => load(order));
    await Promise.all(
      read.map(async (before) => {
        const decision = applyPayment(before, news, context);
        if (decision === 'nothing' || isProblem(decision)) return;
        const { next, events } = decision;
        const writes = [
          headWrite(before, next),
          ...changedPartWrites(before, next),
          timelineWrite(next, events, { now: new Date(), random: Math.random }),
        ];
        await transact(test.table, writes.map(unguarded), Math.random);
      }),
    );
    expect(await countOf(order, 'payment_received')).toBe(20);
  });

  it('of another amount pays nothing, and is told once', async () => {
    const order = await waiting();
    const odd = { paymentId: paymentIdOf(order), amount: 1, providerReference: 'odd' };
    const keys = await twenty((n) => deliver(aPaymentNews({ ...odd, id: `${order.head.id}-${n}` })));
    await Promise.all(keys.map((key) => applyPaymentEvent(deps, key)));
    expect((await load(order)).head.totals.paid).toBe(0);
    expect(await countOf(order, 'exception_payment_mismatch')).toBe(1);
  });

  it('of a payment that is not there fails, to be seen', async () => {
    const { head } = await storeOrder(test.table, ownOrder());
    const paymentId = `pay_${head.id.slice(4)}_1`;
    const key = await deliver(aPaymentNews({ id: head.id, paymentId }));
    expect(await applyPaymentEvent(deps, key)).toMatchObject({ code: 'not_found' });
    await expect(applyPaymentEvent(deps, deliveryKey(SENDER, 'never'))).rejects.toThrow('not kept');
  });
});

describe('refunds at the same time', () => {
  it('never give back more than came', async () => {
    const order = await storeOrder(test.table, ownOrder({ head: { totals }, payments: [aPayment()] }));
    const command = { amount: { amount: 1500, currency: 'CNY' }, reason: 'broken' };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        changeOrder(deps, order.head.id, (now, context) => requestRefund(now, command, context), {
          actor: 'user:tester',
        }),
      ),
    );
    const refused = answers.filter(isProblem);
    expect(refused.map(({ code }) => code)).toEqual(['refund_exceeds_captured', 'refund_exceeds_captured']);
    expect((await load(order)).refunds.map(({ amount }) => amount.amount)).toEqual([1500, 1500]);
  });
});
