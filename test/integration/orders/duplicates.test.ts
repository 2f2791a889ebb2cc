import { stockWrites } from '../../../shared/inventory/effects/stock-store.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { cancelOrder } from '../../../shared/orders/cancel-order.ts';
import { orderAnswer } from '../../../shared/orders/effects/answer-order-change.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { intakeOrder } from '../../../shared/orders/effects/intake-order.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { placeOrderSchema } from '../../../shared/orders/place-order-schema.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { putProducts } from '../../harness/put-products.ts';
import { testDeps } from '../store-order.ts';

let test: TestTable;
const sku = `SKU-${unique()}`;
beforeAll(async () => {
  test = await openTestTable();
  await putProducts(test.table, [sku]);
  const change = {
    kind: 'receive',
    sku,
    locationId: 'main',
    shard: 0,
    quantity: 100,
    document: 't',
  } as const;
  const context = { at: new Date(), actor: 'test', random: Math.random };
  await transact(test.table, stockWrites([change], context), Math.random);
}, 60_000);
afterAll(() => test.close());

const take = async (request: unknown): Promise<Order> => {
  const result = await intakeOrder(testDeps(test.table), placeOrderSchema.parse(request), {
    actor: 'user:test',
    pricesFromBuyer: false,
    present: orderAnswer,
  });
  if (isProblem(result)) throw new Error(`${result.code} ${result.detail}`);
  return result.order;
};
const kinds = ({ head }: Order) => head.holds.map(({ kind }) => kind);
const wanted = () => anOrderRequest([{ sku, quantity: 1 }]);

describe('the same order again, under another id', () => {
  it('is taken in, held, and names the first', async () => {
    const request = wanted();
    const first = await take({ ...request, externalId: unique() });
    const second = await take({ ...request, externalId: unique() });
    expect(kinds(first)).toEqual([]);
    expect(kinds(second)).toEqual(['duplicate']);
    expect(second.head.holds[0]?.reason).toContain(first.head.number);
    expect(second.body.anomalies).toMatchObject([
      { kind: 'duplicate', evidence: { orders: [{ id: first.head.id }] } },
    ]);
    expect(second.reservations).toHaveLength(1);
  });

  it('is no duplicate once the first was cancelled', async () => {
    const request = wanted();
    const first = await take(request);
    await changeOrder(
      testDeps(test.table),
      first.head.id,
      (order, context) => cancelOrder(order, 'wrong address', context),
      { actor: 'user:test' },
    );
    expect(kinds(await take(request))).toEqual([]);
  });

  it('is no duplicate for another buyer, or of other goods', async () => {
    const request = wanted();
    await take(request);
    expect(kinds(await take(wanted()))).toEqual([]);
    expect(kinds(await take({ ...request, lines: [{ sku, quantity: 2 }] }))).toEqual([]);
  });

  it('is held for each of what both share, and only within the window', async () => {
    const street = { name: 'Ada', country: 'GB', province: 'England', city: 'Leeds', postalCode: 'LS1 1UR' };
    const to = (phone: string, line1: string, city = 'Leeds') => ({ ...street, city, phone, line1 });
    const buyer = () => ({ name: 'Ada', email: `ada-${unique()}@example.com` });
    const [here, there] = [`${unique()} Park Row`, `${unique()} Briggate`];
    const [own, others] = ['+447700900461', '+447700900462'];
    const ada = buyer();
    const first = await take({ ...wanted(), customer: ada, shippingAddress: to(own, here) });
    const sharedWith = async (change: Record<string, unknown>) => {
      const { body } = await take({ ...wanted(), customer: buyer(), ...change });
      const [found] = body.anomalies ?? [];
      const orders = (found?.evidence.orders ?? []) as { id: string; same: string[] }[];
      return orders.find(({ id }) => id === first.head.id)?.same;
    };
    expect(await sharedWith({ shippingAddress: to(own, there) })).toEqual(['phone']);
    expect(await sharedWith({ shippingAddress: to(others, here) })).toEqual(['address']);
    expect(await sharedWith({ customer: ada, shippingAddress: to(others, there) })).toEqual(['customer']);
    expect(await sharedWith({ customer: ada, shippingAddress: to(others, there, 'York') })).toEqual([
      'customer',
    ]);
    expect(await sharedWith({ shippingAddress: to(others, there) })).toBeUndefined();
    expect(
      await sharedWith({ channel: 'pos', customer: ada, shippingAddress: to(own, here) }),
    ).toBeUndefined();
  });
});
