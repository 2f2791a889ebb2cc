import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { dueCustomers } from '../../../shared/customers/effects/sweep-customers.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { type AnyBody, call, paid, placed, stocked } from '../orders/desk.ts';
import { aCustomer, customer, followed, merge, timelineOf, worked } from './people.ts';

let test: TestTable;
let skus: string[];

beforeAll(async () => {
  useCursorSecret();
  test = await openTestTable();
  await useTestTable(test);
  // The same goods again and again are no duplicate here.
  const policy = { anomalies: { duplicateWindowMinutes: 0 } };
  await call('policies/put-policy', { params: { name: 'default' }, body: policy });
  skus = await Promise.all(Array.from({ length: 5 }, () => stocked(test.table, 1000)));
}, 60_000);
afterAll(() => test?.close());

const order = (id: string, change: Record<string, unknown> = {}, goods: number[] = [0]): Promise<AnyBody> =>
  placed(
    goods.map((at) => ({ sku: skus[at] as string, quantity: 1 })),
    { customer: { id, name: 'Ada' }, ...change },
  );
const cancel = (id: string) => call('orders/cancel-order', { params: { id }, body: { reason: 'no' } });
const everybody = async (asOf: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const page of dueCustomers(test.table, 'tier', asOf))
    found.push(...page.map(({ customerId }) => customerId));
  return found;
};
/** What does not agree, or is not counted yet; lists of orders are another queue's. */
const wrong = async () => {
  const { differences, pending } = await verifyTable(test.table);
  return [...differences, ...pending.filter(({ key }) => key.startsWith('CUSTOMER#'))];
};
const days = (n: number): string => new Date(Date.now() + n * 24 * 3_600_000).toISOString();

describe('what a customer bought', () => {
  it('is counted once, however often, late and out of order the news comes', async () => {
    const id = await aCustomer();
    const [one, two, three] = [await order(id), await order(id), await order(id)];
    await cancel(three.id);
    const ids = [one.id, two.id, three.id];
    await Promise.all([...ids, ...ids.toReversed(), ...ids].map((each) => followed(each)));
    expect(await customer(id)).toMatchObject({
      habits: { orders: 2, value: [{ amount: 3980, currency: 'CNY' }], lastOrderAt: two.placedAt },
    });
    await cancel(two.id);
    await followed(two.id);
    expect(await customer(id)).toMatchObject({ habits: { orders: 1, lastOrderAt: one.placedAt } });
    await cancel(one.id);
    await followed(one.id);
    expect((await customer(id)).habits).toEqual({ orders: 0, value: [] });
    expect(await wrong()).toEqual([]);
  });

  it('and owes on credit terms stands beside the limit, and holds what is beyond it', async () => {
    const id = await aCustomer({ creditLimit: { amount: 5000, currency: 'CNY' } });
    const terms = { paymentTerms: 'credit' };
    const first = await order(id, terms);
    expect(first.holds).toEqual([]);
    await followed(first.id);
    expect(await customer(id)).toMatchObject({ outstanding: [{ amount: 1990, currency: 'CNY' }] });
    const second = await order(id, terms);
    await followed(second.id);
    const third = await order(id, terms);
    expect(third.anomalies).toMatchObject([
      {
        kind: 'credit',
        code: 'over_limit',
        evidence: { outstanding: { amount: 3980 }, order: { amount: 1990 }, limit: { amount: 5000 } },
      },
    ]);
    expect((await order(id)).holds).toEqual([]);
    await paid(first);
    await cancel(third.id);
    await followed(first.id, third.id);
    expect(await customer(id)).toMatchObject({ outstanding: [{ amount: 1990, currency: 'CNY' }] });
    expect(await wrong()).toEqual([]);
  });

  it('counts over everybody who is the same person, also against the limit', async () => {
    const [id, other] = [
      await aCustomer({ creditLimit: { amount: 3000, currency: 'CNY' } }),
      await aCustomer(),
    ];
    const owed = await order(other, { paymentTerms: 'credit' });
    await followed(owed.id);
    await merge(id, other);
    const more = await order(id, { paymentTerms: 'credit' });
    expect(more.anomalies).toMatchObject([{ code: 'over_limit' }]);
  });
});

describe('tiers', () => {
  const rules = [
    { name: 'asleep', when: { '>': [{ var: 'habits.daysSinceLastOrder' }, 60] }, tier: 'C' },
    { name: 'twice', when: { '>=': [{ var: 'habits.orders' }, 2] }, tier: 'A' },
    { name: 'else', when: true, tier: 'B' },
  ];
  beforeAll(async () => {
    expect((await call('customers/put-tier-rules', { body: { rules } })).status).toBe(200);
  });

  const looked = async (id: string, asOf: string): Promise<string> => {
    await worked({ kind: 'tier', customerId: id, asOf });
    return (await customer(id)).tier;
  };

  it('follow the rules, for those alone of whom something changed or whose time has passed', async () => {
    const [id, quiet] = [await aCustomer(), await aCustomer()];
    for (const each of [await order(id), await order(id), await order(quiet)]) await followed(each.id);
    expect(await everybody(days(1))).toEqual(expect.arrayContaining([id, quiet]));
    expect(await looked(id, days(1))).toBe('A');
    expect(await looked(quiet, days(1))).toBe('B');
    expect(await everybody(days(30))).not.toEqual(expect.arrayContaining([id]));
    expect(await everybody(days(62))).toEqual(expect.arrayContaining([id]));
    expect(await looked(id, days(30))).toBe('A');
    expect(await looked(id, days(62))).toBe('C');
    expect(await everybody(days(1000))).not.toContain(id);
    expect((await timelineOf(id)).filter(({ type }) => type === 'tier_changed')).toMatchObject([
      { actor: 'system:tier-sweep', data: { tier: { from: 'A', to: 'C' }, rule: 'asleep', rulesVersion: 1 } },
      { data: { tier: { from: 'B', to: 'A' }, rule: 'twice' } },
    ]);
    expect((await order(id)).customer.tier).toBe('C');
  });

  it('that a person gave stay, until they say otherwise', async () => {
    const id = await aCustomer({ tier: 'C' });
    for (const each of [await order(id), await order(id)]) await followed(each.id);
    expect(await looked(id, days(1))).toBe('C');
    await call('customers/put-customer', { params: { id }, body: { name: 'Ada', tierPinned: false } });
    expect(await everybody(days(1))).toContain(id);
    expect(await looked(id, days(1))).toBe('A');
  });

  it('are judged over everybody who is the same person', async () => {
    const [id, other] = [await aCustomer(), await aCustomer()];
    for (const each of [await order(id), await order(other)]) await followed(each.id);
    await merge(id, other);
    expect(await looked(other, days(1))).toBe('A');
    expect(await customer(id)).toMatchObject({ tier: 'A' });
  });

  it('take no rules that make no sense', async () => {
    const wrong = [{ name: 'x', when: { '>': [{ var: 'habits.mood' }, 1] }, tier: 'A' }];
    const { status, body } = await call('customers/put-tier-rules', { body: { rules: wrong } });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ code: 'unknown_fact' }]);
    expect((await call('customers/get-tier-rules')).body).toMatchObject({ version: 1, rules });
  });
});

describe('recommendations', () => {
  const suggested = async (path: string, params: Record<string, string>) =>
    (await call(path, { params })).body.items.map(({ sku, times }: AnyBody) => [sku, times]);

  it('are what others bought with it, without what they have and what is not sold', async () => {
    const [, lamp, bulb, shade, box] = skus as [string, string, string, string, string];
    const others = await aCustomer();
    const orders = await Promise.all([
      order(others, {}, [1, 2]),
      order(others, {}, [1, 2]),
      order(others, {}, [1, 3]),
      order(others, {}, [1, 4]),
    ]);
    const ids = orders.map(({ id }) => id);
    await Promise.all([...ids, ...ids].map((each) => followed(each)));
    expect(await suggested('customers/recommend-with-product', { sku: lamp })).toEqual([
      [bulb, 2],
      ...[
        [shade, 1],
        [box, 1],
      ].sort(),
    ]);
    const id = await aCustomer();
    await followed((await order(id, {}, [1])).id);
    const product = { name: 'Box', price: { amount: 1, currency: 'CNY' }, weightGrams: 1, active: false };
    await call('catalog/put-product', { params: { sku: box }, body: product });
    expect(await suggested('customers/recommend-for-customer', { id })).toEqual([
      [bulb, 2],
      [shade, 1],
    ]);
    await followed((await order(id, {}, [2])).id);
    await cancel(ids[2] as string);
    await followed(ids[2] as string);
    expect(await suggested('customers/recommend-for-customer', { id })).toEqual([]);
  });
});
