import { loadSaleable } from '../../../shared/inventory/effects/load-stock-store.ts';
import { stockWrites } from '../../../shared/inventory/effects/stock-store.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { orderAnswer } from '../../../shared/orders/effects/answer-order-change.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { intakeOrder } from '../../../shared/orders/effects/intake-order.ts';
import { loadOrder } from '../../../shared/orders/effects/load-order.ts';
import { readPastOrders } from '../../../shared/orders/effects/past-order-store.ts';
import { loadReviewRules, saveReviewRules } from '../../../shared/orders/effects/review-rule-store.ts';
import { readTimeline } from '../../../shared/orders/effects/timeline-store.ts';
import type { Hold } from '../../../shared/orders/order.ts';
import { placeOrderSchema } from '../../../shared/orders/place-order-schema.ts';
import { releaseHold } from '../../../shared/orders/release-hold.ts';
import { DEFAULT_RULES, type ReviewRule } from '../../../shared/orders/review/review-rules.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { putProducts } from '../../harness/put-products.ts';
import { ownOrder, storeOrder, testDeps } from '../store-order.ts';

let test: TestTable;
beforeEach(async () => {
  test = await openTestTable();
}, 60_000);
afterEach(() => test.close());

const ALL: ReviewRule = { name: 'all', when: true, then: { approve: true } };
const NONE: ReviewRule = { name: 'none', when: true, then: { reject: 'closed for today' } };
const save = (rules: readonly ReviewRule[], ifMatch?: number) =>
  saveReviewRules(testDeps(test.table), rules, ifMatch);

describe('the review rules', () => {
  it('are the system’s own until somebody saves others', async () => {
    expect(await loadReviewRules(test.table)).toEqual(DEFAULT_RULES);
    expect(await save([ALL], 0)).toMatchObject({ document: { version: 1 }, isNew: true });
    expect(await loadReviewRules(test.table)).toEqual({ version: 1, rules: [ALL] });
    expect(await save([ALL])).toMatchObject({ document: { version: 1 }, isNew: false });
    expect(await save([NONE], 0)).toMatchObject({ status: 412 });
  });

  it('saved by several at once on the same version, are one’s', async () => {
    await save([ALL]);
    const rules = ['a', 'b', 'c', 'd'].map((name) => [{ ...ALL, name }]);
    const results = await Promise.all(rules.map((each) => save(each, 1)));
    expect(results.filter((each) => !isProblem(each))).toHaveLength(1);
    expect((await loadReviewRules(test.table)).version).toBe(2);
  });

  it('decide on the next review of an order that waits', async () => {
    await save([ALL]);
    const hold: Hold = {
      id: 'hld_1',
      kind: 'price',
      reason: 'odd',
      placedBy: 'x',
      placedAt: '2024-07-01T00:00:00.000Z',
    };
    const order = await storeOrder(test.table, ownOrder({ head: { holds: [hold] } }));
    const after = await changeOrder(
      testDeps(test.table),
      order.head.id,
      (each, context) => releaseHold(each, 'hld_1', undefined, context),
      { actor: 'user:clerk' },
    );
    expect(after).toMatchObject({
      head: { confirmation: 'confirmed', review: { ruleName: 'all', rulesVersion: 1 } },
    });
  });
});

describe('an order that a rule refuses as it comes in', () => {
  it('is kept, ended, takes no stock, and gives the channel’s money back', async () => {
    const sku = `SKU-${unique()}`;
    await putProducts(test.table, [sku]);
    const received = {
      kind: 'receive',
      sku,
      locationId: 'main',
      shard: 0,
      quantity: 5,
      document: 't',
    } as const;
    const by = { at: new Date(), actor: 'test', random: Math.random };
    await transact(test.table, stockWrites([received], by), Math.random);
    await save([NONE]);
    const command = placeOrderSchema.parse(anOrderRequest([{ sku, quantity: 2 }]));
    const taken = await intakeOrder(
      testDeps(test.table),
      { ...command, paidByChannel: true },
      { actor: 'channel:generic/shop-1', pricesFromBuyer: false, present: orderAnswer },
    );
    if (isProblem(taken)) throw new Error(taken.code);
    const order = await loadOrder(test.table, taken.order.head.id);
    expect(order).toMatchObject({
      head: { status: 'cancelled', confirmation: 'rejected', stage: 'refunding', version: 1 },
      reservations: [],
      refunds: [{ status: 'pending', amount: { amount: 3980 } }],
    });
    const stock = await loadSaleable(test.table, [sku]);
    expect(stock.get(sku)?.stock).toMatchObject([{ reserved: 0, available: 5 }]);
    const types = (await readTimeline(test.table, taken.order.head.id)).map(({ type }) => type);
    expect(types).toEqual(['placed', 'validated', 'paid', 'rejected', 'cancelled', 'refund_opened']);
  });
});

describe('past orders', () => {
  it('are read over several pages, a bounded number, newest first', async () => {
    const orders = await Promise.all(
      Array.from({ length: 120 }, () =>
        storeOrder(test.table, ownOrder({ head: { placedAt: new Date().toISOString() } })),
      ),
    );
    const span = {
      from: new Date(Date.now() - 600_000).toISOString(),
      to: new Date(Date.now() + 1000).toISOString(),
    };
    const all = await readPastOrders(test.table, span, 1000);
    expect(new Set(all.orders.map(({ head }) => head.id))).toEqual(
      new Set(orders.map(({ head }) => head.id)),
    );
    expect(all.more).toBe(false);
    const some = await readPastOrders(test.table, span, 110);
    expect([some.orders.length, some.more]).toEqual([110, true]);
    const none = await readPastOrders(test.table, { from: span.from, to: span.from }, 10);
    expect(none).toEqual({ orders: [], more: false });
  });
});
