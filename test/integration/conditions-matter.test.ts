import { handler as putProduct } from '../../functions/catalog/put-product.ts';
import { handler as getInventory } from '../../functions/inventory/get-inventory.ts';
import { handler as receiveStock } from '../../functions/inventory/receive-stock.ts';
import { handler as putLocation } from '../../functions/locations/put-location.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { intakeOrder } from '../../shared/orders/effects/intake-order.ts';
import { type PlaceOrderCommand, placeOrderSchema } from '../../shared/orders/place-order-schema.ts';
import type { IdempotencyKey } from '../../shared/runtime/idempotency.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { aLocation, aProduct } from '../builders/a-product.ts';
import { anOrderRequest } from '../builders/an-order-request.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { withoutConditions } from '../harness/forgetful-table.ts';

const BUYERS = 20;

/** The same code on the same DynamoDB, once as it is and once without its conditions: the tests can fail. */
describe('the conditions of the writes, not the looks before them', () => {
  let test: TestTable;
  let forgetful: Table;

  beforeAll(async () => {
    test = await openTestTable();
    forgetful = withoutConditions(test.table);
    await useTestTable(test);
    await callHandler(putLocation, { params: { id: 'main' }, body: aLocation() });
  }, 60_000);
  afterAll(() => test?.close());

  const stock = async (sku: string, quantity: number): Promise<string> => {
    await callHandler(putProduct, { params: { sku }, body: aProduct() });
    await callHandler(receiveStock, { body: { locationId: 'main', lines: [{ sku, quantity }] } });
    return sku;
  };
  const reservedOf = async (sku: string) =>
    (await callHandler(getInventory, { params: { sku } })).body.reserved;

  const buy = async (table: Table, command: PlaceOrderCommand, key?: string) => {
    const idempotency: IdempotencyKey = {
      operation: 'place-order',
      scope: 'test',
      key: key ?? '',
      requestHash: 'x',
    };
    const taken = await intakeOrder({ table, now: () => new Date(), random: Math.random }, command, {
      actor: 'user:test',
      pricesFromBuyer: false,
      present: ({ head }) => ({ status: 201, body: { id: head.id } }),
      ...(key ? { idempotency } : {}),
    });
    return isProblem(taken) ? taken.code : taken.order.head.id;
  };
  const ordersOf = (answers: readonly string[]) =>
    new Set(answers.filter((answer) => answer.startsWith('ord_'))).size;
  const all = (make: () => Promise<string>): Promise<string[]> =>
    Promise.all(Array.from({ length: BUYERS }, make));
  const orderOf = (sku: string, change: Record<string, unknown> = {}): PlaceOrderCommand =>
    placeOrderSchema.parse(anOrderRequest([{ sku, quantity: 1 }], change));

  it('keep twenty buyers of five units to five orders', async () => {
    const sku = await stock('KEPT', 5);
    expect(ordersOf(await all(() => buy(test.table, orderOf(sku))))).toBe(5);
    expect(await reservedOf(sku)).toBe(5);
  });

  it('are what keeps them: without, five units are sold more than five times', async () => {
    const sku = await stock('OVERSOLD', 5);
    expect(ordersOf(await all(() => buy(forgetful, orderOf(sku))))).toBeGreaterThan(5);
    expect(await reservedOf(sku)).toBeGreaterThan(5);
  });

  it('make one order of one key', async () => {
    const order = orderOf(await stock('ONCE', 100));
    expect(ordersOf(await all(() => buy(test.table, order, 'one')))).toBe(1);
    expect(await reservedOf('ONCE')).toBe(1);
  });

  it('are what makes it one: without, one key is many orders', async () => {
    const order = orderOf(await stock('MANY', 100));
    expect(ordersOf(await all(() => buy(forgetful, order, 'two')))).toBeGreaterThan(1);
    expect(await reservedOf('MANY')).toBeGreaterThan(1);
  });

  it('make one order of one external id, and without them many', async () => {
    const sku = await stock('CHANNEL', 100);
    const order = (externalId: string) => orderOf(sku, { externalId });
    expect(ordersOf(await all(() => buy(test.table, order('a'))))).toBe(1);
    expect(ordersOf(await all(() => buy(forgetful, order('b'))))).toBeGreaterThan(1);
  });
});
