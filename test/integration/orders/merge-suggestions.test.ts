import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { renewSuggestions } from '../../../shared/orders/effects/merge-suggestion-store.ts';
import { anAddress, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { watchedTable } from '../../harness/watched-table.ts';
import { testDeps } from '../store-order.ts';
import { type AnyBody, call, placed, stocked } from './desk.ts';
import { indexNow, sendToWarehouse } from './index-now.ts';

let test: TestTable;
let sku: string;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  useCursorSecret();
  sku = await stocked(test.table, 500);
}, 60_000);
afterAll(() => test?.close());

/** One buyer at one address, who orders again and again. */
const aBuyer = () => {
  const email = `ada-${unique()}@example.com`;
  const shippingAddress = anAddress({ line1: `${unique()} St James Square` });
  return async (change: Record<string, unknown> = {}, quantity = 1): Promise<AnyBody> => {
    const order = await placed([{ sku, quantity }], {
      customer: { name: 'Ada Lovelace', email },
      shippingAddress,
      ...change,
    });
    await indexNow(order);
    return { ...order, again: { customer: { name: 'Ada Lovelace', email }, shippingAddress } };
  };
};

/** All suggestions, page by page. */
const listed = async (limit = 100): Promise<AnyBody[]> => {
  const found: AnyBody[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: String(limit), ...(cursor ? { cursor } : {}) };
    const { status, body } = await call('orders/list-merge-suggestions', { query });
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    found.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor);
  return found;
};
const suggestedTo = async ({ customer }: AnyBody): Promise<string[][]> =>
  (await listed())
    .filter(({ same }) => same.customerId === customer.id)
    .map(({ orderIds }) => orderIds)
    .sort();

const change = async (path: string, order: AnyBody, type: string, body?: unknown) => {
  const answer = await call(path, { params: { id: order.id }, ...(body ? { body } : {}) });
  expect([200, 201]).toContain(answer.status);
  await indexNow(order, type);
  return answer.body;
};

describe('suggesting merges', () => {
  it('suggests nothing for one order, both when a second comes, and says why', async () => {
    const order = aBuyer();
    const first = await order();
    expect(await suggestedTo(first)).toEqual([]);
    const second = await order({}, 2);
    const [found] = (await listed()).filter(({ same }) => same.customerId === first.customer.id);
    expect(found).toMatchObject({
      orderIds: [first.id, second.id],
      orders: [{ number: first.number }, { number: second.number }],
      same: {
        customerName: 'Ada Lovelace',
        channel: 'storefront',
        currency: 'CNY',
        paymentTerms: 'prepaid',
        shippingAddress: first.shippingAddress,
      },
      grandTotal: { amount: 3 * 1990 },
    });
  });

  it('merges what it suggests; then there is nothing more to suggest', async () => {
    const order = aBuyer();
    const [first, second, third] = [await order(), await order(), await order()];
    const [orderIds] = await suggestedTo(first);
    expect(orderIds).toEqual([first.id, second.id, third.id]);
    const merged = await call('orders/merge-orders', { body: { orderIds } });
    expect(merged.status).toBe(200);
    // Nobody's message has come yet.
    expect(await suggestedTo(first)).toEqual([]);
    for (const each of [third, first, second]) await indexNow(each, 'merged');
    expect(await suggestedTo(first)).toEqual([]);
  });

  it.each<[string, (order: AnyBody) => Promise<unknown>]>([
    ['cancelled', (order) => change('orders/cancel-order', order, 'cancelled', { reason: 'no more' })],
    ['rejected', (order) => change('orders/reject-order', order, 'rejected', {})],
    [
      'sent elsewhere',
      (order) =>
        change('orders/amend-order', order, 'amended', { shippingAddress: anAddress({ city: 'Leeds' }) }),
    ],
    ['confirmed alone', (order) => change('orders/approve-order', order, 'confirmed', {})],
  ])('leaves out an order that was %s', async (_, happens) => {
    const order = aBuyer();
    const [first, second, third] = [await order(), await order(), await order()];
    await happens(second);
    expect(await suggestedTo(first)).toEqual([[first.id, third.id]]);
    await happens(first);
    const left = await suggestedTo(first);
    expect(left.flat()).not.toContain(third.id);
  });

  it('suggests orders again that came to agree', async () => {
    const order = aBuyer();
    const first = await order();
    const second = await order({ shippingAddress: anAddress({ city: 'Leeds' }) });
    expect(await suggestedTo(first)).toEqual([]);
    await change('orders/amend-order', second, 'amended', { shippingAddress: first.shippingAddress });
    expect(await suggestedTo(first)).toEqual([[first.id, second.id]]);
  });

  it('keeps groups of other terms apart, and does not join again what was split', async () => {
    const order = aBuyer();
    const [first, second] = [await order(), await order({}, 2)];
    const [cod, other] = [await order({ paymentTerms: 'cod' }), await order({ paymentTerms: 'cod' })];
    const both = [
      [first.id, second.id],
      [cod.id, other.id],
    ].sort();
    expect(await suggestedTo(first)).toEqual(both);
    const [{ id: lineId }] = second.lines;
    const groups = [[{ lineId, quantity: 1 }], [{ lineId, quantity: 1 }]];
    const { orders } = await change('orders/split-order', second, 'split', { groups });
    await indexNow(orders[1], 'split');
    expect(await suggestedTo(first)).toEqual(both);
  });

  it('suggests what a warehouse has, but not what it has begun with', async () => {
    const order = aBuyer();
    const both = [await sendToWarehouse(await order()), await sendToWarehouse(await order())];
    for (const each of both) await indexNow(each, 'confirmed');
    expect(await suggestedTo(both[0])).toEqual([both.map(({ id }) => id)]);
    const [fulfilment] = both[0].fulfilments;
    const lines = fulfilment.lines.map(({ lineId, quantity }: AnyBody) => ({ lineId, picked: quantity }));
    const picked = await call('fulfilment/pick-fulfilment', {
      params: { id: fulfilment.id },
      body: { lines },
    });
    expect(picked.status).toBe(200);
    await indexNow(both[0], 'picked');
    expect(await suggestedTo(both[0])).toEqual([]);
  });

  it('finds all of many that come at once, twenty together at most', async () => {
    const order = aBuyer();
    const first = await order();
    const { customer, shippingAddress } = first.again;
    const others = await Promise.all(
      Array.from({ length: 21 }, () => placed([{ sku, quantity: 1 }], { customer, shippingAddress })),
    );
    await Promise.all(others.slice(-4).map((each) => indexNow(each, 'placed')));
    const found = await suggestedTo(first);
    expect(found.map(({ length }) => length).sort()).toEqual([2, 20]);
    expect(new Set(found.flat()).size).toBe(22);
  }, 60_000);

  it('ends right when another change and its message overtake a message, whenever that is', async () => {
    for (let n = 1; n < 20; n++) {
      const order = aBuyer();
      const [first, second] = [await order(), await order()];
      const third = await placed([{ sku, quantity: 1 }], first.again);
      let count = 0;
      const table = watchedTable(test.table, async () => {
        count += 1;
        if (count !== n) return;
        await change('orders/cancel-order', third, 'cancelled', { reason: 'no more' });
        await change('orders/cancel-order', second, 'cancelled', { reason: 'no more' });
        await order();
      });
      await renewSuggestions(testDeps(table), first.customer.id, third.id);
      const left = await suggestedTo(first);
      if (count < n) return;
      expect({ n, groups: left.length, members: left[0]?.length, oldest: left[0]?.[0] }).toEqual({
        n,
        groups: 1,
        members: 2,
        oldest: first.id,
      });
    }
    throw new Error('It never came to its end.');
  }, 60_000);

  it('pages through all suggestions, each once, and is for the desk only', async () => {
    const all = (await listed()).map(({ orderIds }) => orderIds);
    expect(all.length).toBeGreaterThan(4);
    expect((await listed(2)).map(({ orderIds }) => orderIds)).toEqual(all);
    for (const roles of [['warehouse'], ['storefront'], ['dealer']] as const)
      expect((await call('orders/list-merge-suggestions', { roles })).status).toBe(403);
  });

  it('leaves a table that proves', async () => {
    const { differences, pending, checked } = await verifyTable(test.table);
    expect(differences).toEqual([]);
    expect(pending.filter(({ key }) => key.startsWith('MERGE') || key.startsWith('LISTED'))).toEqual([]);
    expect(checked['merge suggestions']).toBeGreaterThan(4);
  });
});
