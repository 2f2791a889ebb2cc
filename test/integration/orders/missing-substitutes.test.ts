import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { money } from '../../../shared/kernel/money.ts';
import { aProduct } from '../../builders/a-product.ts';
import { unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { allocate, aNetwork, ok, stockAt } from '../sourcing-cases.ts';
import { type AnyBody, call, paid, placed, read } from './desk.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(async () => {
  expect((await verifyTable(test.table)).differences).toEqual([]);
  await test.close();
}, 60_000);

/** One location with cups and cheaper mugs, in a shop that sends what is missing from elsewhere at once. */
const shelf = async (cups: number, mugs: number) => {
  const { ids, skus } = await aNetwork([[cups, mugs]]);
  const [location = ''] = ids;
  const [cup = '', mug = ''] = skus;
  await ok('catalog/put-product', {
    params: { sku: mug },
    body: aProduct({ name: 'Mug', price: money(1490, 'CNY') }),
  });
  const shopId = unique();
  await ok('policies/put-policy', {
    params: { name: shopId },
    body: { fulfilment: { shortPick: 'move' } },
  });
  return { location, cup, mug, shopId };
};

const sent = async (line: Record<string, unknown>, shopId: string): Promise<AnyBody> =>
  allocate(await paid(await placed([line as never], { shopId, paymentTerms: 'prepaid' })));

const pick = (order: AnyBody, picked: number) =>
  ok('fulfilment/pick-fulfilment', {
    params: { id: order.fulfilments[0].id },
    body: { lines: [{ lineId: 'lin_1', picked }] },
  });

describe('goods that nobody finds', () => {
  it('are replaced by what was agreed, also from the same shelf; what was paid too much goes back', async () => {
    const { location, cup, mug, shopId } = await shelf(4, 9);
    const order = await sent({ sku: cup, quantity: 3, substitutes: [mug] }, shopId);
    expect(await pick(order, 1)).toMatchObject({ status: 'picked', lines: [{ quantity: 1, picked: 1 }] });
    const after = await read(order.id);
    expect(after.lines).toMatchObject([
      { id: 'lin_1', sku: cup, quantity: 1 },
      { id: 'lin_2', sku: mug, quantity: 2, unitPrice: money(1490, 'CNY'), substitutedFor: cup },
    ]);
    expect(after.totals.grand).toEqual(money(1990 + 2 * 1490, 'CNY'));
    expect(after.refunds).toMatchObject([{ amount: money(1000, 'CNY'), status: 'pending' }]);
    expect(after.fulfilments.at(-1)).toMatchObject({
      locationId: location,
      status: 'released',
      lines: [{ lineId: 'lin_2', sku: mug, quantity: 2 }],
    });
    // Two of the four cups are not there.
    expect(await stockAt(cup)).toMatchObject({ [location]: { onHand: 2, reserved: 1 } });
    expect(await stockAt(mug)).toMatchObject({ [location]: { onHand: 9, reserved: 2 } });
    const { body } = await call('orders/get-timeline', { params: { id: order.id }, query: {} });
    const types = body.items.map(({ type }: AnyBody) => type);
    expect(types).toEqual(expect.arrayContaining(['amended', 'substituted', 'refund_opened']));
  });

  it('are an exception for people as ever, where nothing was agreed or that is short too', async () => {
    const { cup, mug, shopId } = await shelf(6, 1);
    const plain = await sent({ sku: cup, quantity: 3 }, shopId);
    expect(await pick(plain, 1)).toMatchObject({ status: 'exception' });
    const agreed = await sent({ sku: cup, quantity: 3, substitutes: [mug] }, shopId);
    expect(await pick(agreed, 1)).toMatchObject({ status: 'exception' });
    expect((await read(agreed.id)).lines).toHaveLength(1);
  });

  it('are not sent from a place that is closed, whatever they are replaced by', async () => {
    const { cup, mug, shopId } = await shelf(4, 9);
    const order = await sent({ sku: cup, quantity: 3, substitutes: [mug] }, shopId);
    const { body } = await call('sourcing/reject-fulfilment', {
      params: { id: order.fulfilments[0].id },
      body: { code: 'closed' },
      roles: ['warehouse'],
    });
    expect(body).toMatchObject({ status: 'exception' });
  });
});
