import type { Context } from 'aws-lambda';
import { handler as allocate } from '../../../functions/fulfilment/allocate-order.ts';
import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { type AnyBody, call, paid, placed, read, stocked } from './desk.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

const amend = (order: AnyBody, body: unknown, more: Record<string, unknown> = {}) =>
  call('orders/amend-order', { params: { id: order.id }, body, ...more });
const lineOf = ({ lines: [{ id, sku }] }: AnyBody, quantity: number) => ({ id, sku, quantity });
const reservedOf = async (sku: string): Promise<number> =>
  (await call('inventory/get-inventory', { params: { sku } })).body.reserved;
const allocated = async (order: AnyBody): Promise<AnyBody> => {
  const Records = [{ messageId: '1', body: JSON.stringify({ orderId: order.id }) }];
  await allocate({ Records } as never, { awsRequestId: 'r' } as Context);
  return read(order.id);
};
const many = <T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));

describe('amending an order on the real table', () => {
  it('answers a dry run with what the real one then does, and changes nothing', async () => {
    const sku = await stocked(test.table);
    const other = await stocked(test.table, 20, 500);
    const order = await placed([{ sku, quantity: 2 }]);
    const wish = { lines: [lineOf(order, 3), { sku: other, quantity: 4 }], buyerNote: 'hurry' };
    const dry = await amend(order, wish, { query: { dryRun: 'true' } });
    expect(await read(order.id)).toEqual(order);
    expect(await reservedOf(sku)).toBe(2);
    const real = await amend(order, wish);
    const timeless = ({ updatedAt: _, ...rest }: AnyBody) => rest;
    expect(timeless(dry.body)).toEqual(timeless(real.body));
    expect(real.body.totals.grand.amount).toBe(3 * 1990 + 4 * 500);
    expect([await reservedOf(sku), await reservedOf(other)]).toEqual([3, 4]);
  });

  it('lets one of many at the same time with the same ETag through', async () => {
    const sku = await stocked(test.table);
    const order = await placed([{ sku, quantity: 2 }]);
    const headers = { 'if-match': `"${order.version}"` };
    const answers = await many(6, (at) => amend(order, { lines: [lineOf(order, at + 3)] }, { headers }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => [409, 412].includes(status))).toHaveLength(5);
    const now = await read(order.id);
    expect(await reservedOf(sku)).toBe(now.lines[0].quantity);
  });

  it('adds a line once, however often the same key asks for it', async () => {
    const sku = await stocked(test.table);
    const order = await placed([{ sku, quantity: 1 }]);
    const wish = { lines: [lineOf(order, 1), { sku, quantity: 1 }] };
    const headers = { 'idempotency-key': `amend ${order.id}` };
    const answers = await many(4, () => amend(order, wish, { headers }));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await read(order.id)).lines).toHaveLength(2);
  });

  it('never promises more than there is when many orders are raised at once', async () => {
    const sku = await stocked(test.table, 5);
    const orders = await many(5, () => placed([{ sku, quantity: 1 }]));
    const answers = await Promise.all(orders.map((order) => amend(order, { lines: [lineOf(order, 3)] })));
    const raised = answers.filter(({ status }) => status === 200);
    for (const { body } of answers.filter(({ status }) => status !== 200))
      expect(body).toMatchObject({ code: 'insufficient_stock', shortages: [{ sku }] });
    expect(await reservedOf(sku)).toBe(5 + 2 * raised.length);
    expect(await reservedOf(sku)).toBeLessThanOrEqual(10);
  });

  it('and cancelling at once: the stock is free and the money goes back, whoever is first', async () => {
    const sku = await stocked(test.table, 50);
    const orders = await many(5, async () => paid(await placed([{ sku, quantity: 2 }])));
    await Promise.all(
      orders.flatMap((order) => [
        amend(order, { lines: [lineOf(order, 1)] }),
        call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'changed my mind' } }),
      ]),
    );
    expect(await reservedOf(sku)).toBe(0);
    for (const { id } of orders) {
      const { status, refunds, totals } = await read(id);
      expect(status).toBe('cancelled');
      const back = refunds.reduce((sum: number, { amount }: AnyBody) => sum + amount.amount, 0);
      expect(back).toBe(totals.paid.amount);
    }
  });

  it('and picking at once: what is picked is what the order wants', async () => {
    const sku = await stocked(test.table, 50);
    for (let run = 0; run < 5; run++) {
      const order = await allocated(await paid(await placed([{ sku, quantity: 2 }])));
      const [fulfilment] = order.fulfilments;
      const pick = { lines: [{ lineId: order.lines[0].id, picked: 2 }] };
      const [amended, picked] = await Promise.all([
        amend(order, { lines: [lineOf(order, 1)] }),
        call('fulfilment/pick-fulfilment', { params: { id: fulfilment.id }, body: pick }),
      ]);
      expect([amended.status, picked.status].sort()).toEqual([200, 409]);
      const now = await read(order.id);
      expect(now.lines[0].quantity).toBe(picked.status === 200 ? 2 : 1);
    }
  });

  it('sends changed goods to the warehouse anew, once', async () => {
    const sku = await stocked(test.table, 50);
    const order = await allocated(await paid(await placed([{ sku, quantity: 1 }])));
    const { body: raised } = await amend(order, { lines: [lineOf(order, 2)] });
    expect(raised).toMatchObject({ stage: 'confirmed_unpaid', totals: { due: { amount: 1990 } } });
    const again = await allocated(await paid(raised));
    expect(again.fulfilments.map(({ status, lines }: AnyBody) => [status, lines[0].quantity])).toEqual([
      ['cancelled', 1],
      ['released', 2],
    ]);
  });

  it('is for the order’s own buyer, and for staff who may', async () => {
    const sku = await stocked(test.table);
    const order = await placed([{ sku, quantity: 1 }]);
    const buyer = (customerId: string) => ({ roles: ['storefront'] as const, customerId });
    const note = { buyerNote: 'ring twice' };
    expect((await amend(order, note, buyer('cus_other'))).status).toBe(404);
    expect((await amend(order, note, buyer(order.customer.id))).status).toBe(200);
    expect((await amend(order, { lines: [lineOf(order, 2)] }, buyer(order.customer.id))).status).toBe(403);
    expect((await amend(order, note, { roles: ['finance'] })).status).toBe(403);
    expect((await amend(order, { lines: [lineOf(order, 2)] }, { roles: ['warehouse'] })).status).toBe(403);
  });

  it('refuses more than one transaction holds, and says how much that is', async () => {
    const skus = await many(120, () => stocked(test.table, 3));
    const [first = ''] = skus;
    const order = await placed([{ sku: first, quantity: 1 }]);
    const lines = [lineOf(order, 1), ...skus.slice(1).map((sku) => ({ sku, quantity: 1 }))];
    for (const query of [{ dryRun: 'true' }, {}] as Record<string, string>[])
      expect(await amend(order, { lines }, { query })).toMatchObject({
        status: 409,
        body: { code: 'too_many_changes', bound: 100 },
      });
    expect((await amend(order, { lines: lines.slice(0, 80) })).status).toBe(200);
  }, 60_000);

  it('leaves nothing that the whole table’s proof finds fault with', async () => {
    expect((await verifyTable(test.table)).differences).toEqual([]);
  }, 60_000);
});
