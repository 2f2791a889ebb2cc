import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { type AnyBody, call, placed } from './orders/desk.ts';
import { allocate, aNetwork, explain, fromWhere, linesOf, ok, ready } from './sourcing-cases.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(async () => {
  // Whatever was moved: the sums are right at the end.
  expect((await verifyTable(test.table)).differences).toEqual([]);
  await test.close();
}, 60_000);

describe('where an order is sent from', () => {
  it('is one location that has everything, and as few as possible where none has', async () => {
    const { ids, skus } = await aNetwork([
      [9, 0],
      [0, 9],
      [5, 5],
    ]);
    const whole = await allocate(await ready(skus));
    expect(fromWhere(whole)).toEqual([ids[2]]);
    const split = await allocate(await ready(skus, 6));
    expect(fromWhere(split)).toHaveLength(2);
    const explained = await explain(whole);
    expect(explained.history).toMatchObject([
      {
        event: 'stock_reserved',
        data: { locations: [ids[2]], sourcing: { rules: expect.any(Number), exact: true } },
      },
    ]);
    expect(explained.reserved).toEqual([
      { locationId: ids[2], goods: skus.map((sku) => ({ sku, quantity: 1 })) },
    ]);
  });

  it('follows rules that are data, is explained by them, and is tried without them', async () => {
    const { ids, skus } = await aNetwork([[9], [9]]);
    const [dear = '', cheap = ''] = ids;
    const rules = {
      zones: [{ name: 'uk', countries: ['GB'] }],
      rates: [
        { locationIds: [dear], zones: ['uk'], parcel: 900, perKg: 100 },
        { locationIds: [cheap], zones: ['uk'], parcel: 300, perKg: 100 },
        { parcel: 0 },
      ],
    };
    const asked = { lines: linesOf(skus, 2), shippingAddress: { country: 'GB', province: 'England' } };
    const tried = await ok('sourcing/simulate-sourcing', { body: { ...asked, rules } });
    // 300 for the parcel, 100 for each of 0.6 kg.
    expect(tried).toMatchObject({ possible: true, exact: true, cost: 360, plan: [{ locationId: cheap }] });
    expect(tried.candidates.find(({ locationId }: AnyBody) => locationId === dear)).toMatchObject({
      verdict: 'dearer',
      costAlone: 960,
    });
    const { version } = await ok('sourcing/get-sourcing-rules', {});
    const saved = await ok('sourcing/put-sourcing-rules', { body: { ...rules, version } });
    expect(saved.version).toBe(version + 1);
    const stale = await call('sourcing/put-sourcing-rules', { body: { ...rules, splitPenalty: 1, version } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    const order = await placed(linesOf(skus, 2));
    const { history, now, costNow } = await explain(order);
    expect(history).toMatchObject([
      { data: { locations: [cheap], sourcing: { rules: version + 1, cost: 360 } } },
    ]);
    expect(now).toMatchObject({ cost: 360, plan: [{ locationId: cheap }] });
    expect(costNow).toBe(360);
    await ok('sourcing/put-sourcing-rules', { body: {} });
  });

  it('refuses rules that make no sense, field by field', async () => {
    const body = {
      zones: [
        { name: 'uk', countries: ['GB'] },
        { name: 'uk', countries: ['FR'] },
      ],
      rates: [{ zones: ['moon'], parcel: 1 }],
      wishes: [{ name: 'nothing' }],
    };
    const { status, body: answer } = await call('sourcing/put-sourcing-rules', { body });
    expect(status).toBe(422);
    expect(answer.errors.map(({ path }: AnyBody) => path)).toEqual([
      '/zones/1/name',
      '/rates/0/zones/0',
      '/wishes/0',
    ]);
  });

  it('is explained to staff, for orders that are there', async () => {
    const id = 'ord_01J00000000000000000000009';
    expect((await call('sourcing/explain-sourcing', { params: { id } })).status).toBe(404);
    const buyer = { params: { id }, roles: ['storefront' as const] };
    expect((await call('sourcing/explain-sourcing', buyer)).status).toBe(403);
  });

  it('can be worked out with amounts that no parcel costs, at any time of ours', async () => {
    const { skus } = await aNetwork([[9]], [{ workingDays: [7], timeZone: 'Pacific/Kiritimati' }]);
    const most = 1_000_000_000;
    const rules = {
      splitPenalty: most,
      delayPerDay: most,
      latePerDay: most,
      rates: [{ parcel: most, perKg: most }],
    };
    const body = { lines: linesOf(skus, 9), shippingAddress: { country: 'GB', province: 'x' }, rules };
    const at = (time: string) => call('sourcing/simulate-sourcing', { body: { ...body, at: time } });
    const { body: dear } = await at('2026-02-28T23:59:59.999Z');
    expect(Number.isSafeInteger(dear.cost)).toBe(true);
    expect((await at('9999-12-31T23:59:59Z')).status).toBe(422);
  });

  it('is never a location that the order excludes', async () => {
    const { ids, skus } = await aNetwork([[9], [5]]);
    const [first = '', second = ''] = ids;
    const order = await placed(linesOf(skus), {
      delivery: { method: 'standard', excludedLocationIds: [first] },
    });
    expect((await explain(order)).reserved).toMatchObject([{ locationId: second }]);
  });
});
