import type { PutProduct } from '../../../shared/catalog/product-schema.ts';
import { stockWrites } from '../../../shared/inventory/effects/stock-store.ts';
import type { Actor } from '../../../shared/kernel/actor.ts';
import { money } from '../../../shared/kernel/money.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { amendOrderSchema } from '../../../shared/orders/amend/amend-schema.ts';
import { amendFrom } from '../../../shared/orders/effects/amend-order.ts';
import { orderAnswer } from '../../../shared/orders/effects/answer-order-change.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { intakeOrder } from '../../../shared/orders/effects/intake-order.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { placeOrderSchema } from '../../../shared/orders/place-order-schema.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { aProduct } from '../../builders/a-product.ts';
import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';

let test: TestTable;

beforeAll(async () => {
  test = await openTestTable();
}, 60_000);
afterAll(() => test.close());

const put = (sku: string, change: Partial<PutProduct> = {}) => ({
  put: {
    Item: {
      pk: `SKU#${sku}`,
      sk: 'PRODUCT',
      kindPk: 'PRODUCTS#0',
      id: sku,
      sku,
      version: 1,
      stockRows: 0,
      ...aProduct({ name: `the ${sku}`, ...change }),
    },
  },
  label: sku,
});

const stocked = async (sku: string, quantity: number, change: Partial<PutProduct> = {}): Promise<string> => {
  const received = { kind: 'receive' as const, sku, locationId: 'main', shard: 0, document: 'test' };
  const stock = stockWrites(quantity > 0 ? [{ ...received, quantity }] : [], {
    at: new Date(),
    actor: 'test',
    random: Math.random,
  });
  await transact(test.table, [put(sku, change), ...stock], Math.random);
  return sku;
};

/** A cup of which there are two, and what is offered instead: out of sale, too few, dearer, cheaper. */
const shelf = async () => {
  const id = unique();
  const [cup, old, few, mug, bowl] = [`CUP-${id}`, `OLD-${id}`, `FEW-${id}`, `MUG-${id}`, `BOWL-${id}`];
  await stocked(cup, 2, { substitutes: [old, few, mug, bowl] });
  await stocked(old, 50, { active: false });
  await stocked(few, 2);
  await stocked(mug, 6, { price: money(2990, 'CNY') });
  await stocked(bowl, 9, { price: money(990, 'CNY') });
  return { cup, few, mug, bowl };
};

const take = (lines: readonly Record<string, unknown>[], pricesFromBuyer = false) =>
  intakeOrder(
    { table: test.table, now: () => new Date(), random: Math.random },
    placeOrderSchema.parse(anOrderRequest(lines as never)),
    { actor: 'user:test', pricesFromBuyer, present: orderAnswer },
  );

const taken = async (...args: Parameters<typeof take>) => {
  const result = await take(...args);
  if (isProblem(result)) throw new Error(`${result.code} ${result.detail}`);
  return result.order;
};

const STAFF: Actor = { name: 'user:desk', roles: ['admin'] };

const amended = async (id: string, lines: readonly Record<string, unknown>[]): Promise<Order> => {
  const deps = { table: test.table, now: () => new Date(), random: Math.random };
  const command = amendOrderSchema.parse({ lines });
  const order = await changeOrder(deps, id, amendFrom(deps, command, STAFF), { actor: 'user:desk' });
  if (isProblem(order)) throw new Error(`${order.code} ${order.detail}`);
  return order;
};

describe('goods that are short', () => {
  it('are refused with what could be sent instead', async () => {
    const { cup, mug, bowl } = await shelf();
    expect(await take([{ sku: cup, quantity: 3 }])).toMatchObject({
      status: 409,
      code: 'insufficient_stock',
      extra: { shortages: [{ sku: cup, requested: 3, available: 2, substitutes: [mug, bowl] }] },
    });
  });

  it('are replaced by the first that was agreed and is there, for no more than was wished to be paid', async () => {
    const { cup, mug, bowl } = await shelf();
    const dearer = await taken([{ sku: cup, quantity: 3, substitutes: 'any' }], true);
    expect(dearer.lines).toMatchObject([
      { id: 'lin_1', sku: mug, quantity: 3, substitutedFor: cup, unitPrice: money(1990, 'CNY') },
    ]);
    expect(dearer.head.holds).toEqual([]);
    expect(dearer.head.totals.grand).toBe(3 * 1990);
    expect(dearer.reservations[0]?.units).toMatchObject([{ lineId: 'lin_1', sku: mug, quantity: 3 }]);
    const cheaper = await taken([{ sku: cup, quantity: 3, substitutes: [bowl] }]);
    expect(cheaper.lines).toMatchObject([{ sku: bowl, unitPrice: money(990, 'CNY') }]);
  });

  it('are sent themselves as long as they are there', async () => {
    const { cup } = await shelf();
    const order = await taken([{ sku: cup, quantity: 2, substitutes: 'any' }]);
    expect(order.lines).toMatchObject([{ sku: cup }]);
    expect(order.lines[0]?.substitutedFor).toBeUndefined();
  });

  it('never come at a price that only looks right for what is sent instead', async () => {
    const { cup } = await shelf();
    const unitPrice = money(100, 'CNY');
    const order = await taken([{ sku: cup, quantity: 3, substitutes: 'any', unitPrice }], true);
    expect(order.head.holds.map(({ kind }) => kind)).toContain('price');
  });

  it('are replaced for as many buyers at once as there is something else for, and not for one more', async () => {
    const { cup, mug } = await shelf();
    const results = await Promise.all(
      Array.from({ length: 6 }, () => take([{ sku: cup, quantity: 2, substitutes: [mug] }])),
    );
    const lines = results.flatMap((result) => (isProblem(result) ? [] : result.order.lines));
    expect(lines.filter(({ sku }) => sku === cup)).toHaveLength(1);
    expect(lines.filter(({ sku }) => sku === mug)).toHaveLength(3);
    expect(results.filter(isProblem).map(({ code }) => code)).toEqual([
      'insufficient_stock',
      'insufficient_stock',
    ]);
  });
});

describe('an amendment that asks for more than is there', () => {
  it('replaces the whole line by what was agreed, and gives back what it had', async () => {
    const { cup, mug } = await shelf();
    const order = await taken([{ sku: cup, quantity: 2, substitutes: 'any' }]);
    const after = await amended(order.head.id, [{ id: 'lin_1', sku: cup, quantity: 4 }]);
    expect(after.lines).toMatchObject([
      { id: 'lin_2', sku: mug, quantity: 4, substitutedFor: cup, unitPrice: money(1990, 'CNY') },
    ]);
    expect(after.reservations.flatMap(({ units }) => units)).toMatchObject([{ sku: mug, quantity: 4 }]);
    const next = await taken([{ sku: cup, quantity: 2 }]);
    expect(next.lines).toMatchObject([{ sku: cup, quantity: 2 }]);
  });

  it('replaces a line that is added, and agrees for one that is there', async () => {
    const { cup, mug, bowl } = await shelf();
    const order = await taken([{ sku: bowl, quantity: 1 }]);
    const after = await amended(order.head.id, [
      { id: 'lin_1', sku: bowl, quantity: 1, substitutes: 'any' },
      { sku: cup, quantity: 5, substitutes: [mug] },
    ]);
    expect(after.lines).toMatchObject([
      { id: 'lin_1', sku: bowl, substitutes: 'any' },
      { id: 'lin_2', sku: mug, quantity: 5, substitutedFor: cup },
    ]);
  });
});
