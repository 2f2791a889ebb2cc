import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { applyPayment } from '../../../shared/payments/apply-payment.ts';
import { anAddress, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { testDeps } from '../store-order.ts';
import { type AnyBody, call, paid, placed, read, stocked } from './desk.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

const merge = (orders: readonly AnyBody[], headers = {}) =>
  call('orders/merge-orders', { body: { orderIds: orders.map(({ id }) => id) }, headers });
const reservedOf = async (orders: readonly AnyBody[]): Promise<number> => {
  let units = 0;
  for (const { lines } of orders)
    units += (await call('inventory/get-inventory', { params: { sku: lines[0].sku } })).body.reserved;
  return units;
};
/** Orders of one buyer to one address; of different goods, or they would be taken for one order sent twice. */
const some = async (count: number): Promise<AnyBody[]> => {
  const buyer = {
    customer: { name: 'Ada Lovelace', email: `ada-${unique()}@example.com` },
    shippingAddress: anAddress({ line1: `${unique()} Merge Lane` }),
  };
  const orders: AnyBody[] = [];
  for (let at = 0; at < count; at++)
    orders.push(await placed([{ sku: await stocked(test.table), quantity: 1 }], buyer));
  return orders;
};
const tellPaid = (payment: AnyBody) =>
  changeOrder(
    testDeps(test.table),
    `ord_${payment.id.slice(4, 30)}`,
    (order, context) =>
      applyPayment(
        order,
        {
          id: 'n',
          event: 'payment.succeeded',
          paymentId: payment.id,
          amount: payment.amount.amount,
          currency: payment.amount.currency,
          providerReference: `ref ${payment.id}`,
          occurredAt: context.at,
        },
        context,
      ),
    { actor: 'payments:simulator', follow: true },
  );

describe('merging orders on the real table', () => {
  it('leads from every old name to the order that goes on', async () => {
    const both = await Promise.all((await some(2)).map(paid));
    const [first, second] = both;
    const { status, body: merged } = await merge([second, first]);
    expect(status).toBe(200);
    expect(merged).toMatchObject({ id: first.id, payment: 'paid', totals: { grand: { amount: 3980 } } });
    expect(await read(first.id)).toEqual(merged);
    expect(await read(second.id)).toMatchObject({ status: 'cancelled', mergedInto: first.id });
    const { body: found } = await call('orders/list-orders', { query: { number: second.number } });
    expect(found.items).toMatchObject([{ id: first.id }]);
    expect(await reservedOf(both)).toBe(2);
    const { body: told } = await call('orders/get-timeline', { params: { id: first.id } });
    expect(told.items).toContainEqual(expect.objectContaining({ type: 'placed', orderId: second.id }));
    const cancelled = await call('orders/cancel-order', { params: { id: first.id }, body: { reason: 'x' } });
    expect(cancelled.body.refunds).toHaveLength(2);
    expect(await reservedOf(both)).toBe(0);
  });

  it('and paying at once: the money is booked once, where the goods are', async () => {
    for (let run = 0; run < 5; run++) {
      const orders = await some(2);
      const payments = await Promise.all(
        orders.map(
          async ({ id }) =>
            (await call('payments/open-payment', { params: { id }, body: { method: 'card' } })).body,
        ),
      );
      const [merged, ...told] = await Promise.all([
        merge(orders),
        ...payments.map(tellPaid),
        ...payments.map(tellPaid),
      ]);
      expect(told.filter(isProblem)).toEqual([]);
      const all = await Promise.all(orders.map(({ id }) => read(id)));
      const sum = all.reduce((money: number, { totals }: AnyBody) => money + totals.paid.amount, 0);
      expect(sum).toBe(3980);
      // One that was paid and confirmed in between does not go with one that was not.
      expect([200, 409]).toContain(merged.status);
    }
  });

  it('and opening a payment at once: no payment is left behind in an order that has gone', async () => {
    for (let run = 0; run < 5; run++) {
      const orders = await some(2);
      const [, opened] = await Promise.all([
        merge(orders),
        call('payments/open-payment', { params: { id: orders[1].id }, body: { method: 'card' } }),
      ]);
      if (opened.status === 201) expect(isProblem(await tellPaid(opened.body))).toBe(false);
      else expect(opened.body).toMatchObject({ code: 'illegal_transition', state: 'cancelled' });
      expect((await read(orders[1].id)).payments).toEqual([]);
    }
  });

  it('takes 20 orders, once for many calls with one key', async () => {
    const orders = await some(20);
    const headers = { 'idempotency-key': `merge ${orders[0].id}` };
    const answers = await Promise.all([1, 2, 3].map(() => merge(orders, headers)));
    expect(answers[0]?.body).toMatchObject({ totals: { grand: { amount: 20 * 1990 } } });
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await reservedOf(orders)).toBe(20);
  }, 60_000);

  it('refuses what does not go together, and what is not there', async () => {
    const [first] = await some(1);
    const other = await placed([{ sku: await stocked(test.table), quantity: 1 }], { paymentTerms: 'cod' });
    expect((await merge([first, other])).body).toMatchObject({ code: 'not_mergeable' });
    expect((await merge([first, first])).status).toBe(422);
    expect((await merge([first, { id: 'ord_01J00000000000000000000000' }])).status).toBe(404);
  });

  it('leaves nothing that the whole table’s proof finds fault with', async () => {
    expect((await verifyTable(test.table)).differences).toEqual([]);
  }, 60_000);
});
