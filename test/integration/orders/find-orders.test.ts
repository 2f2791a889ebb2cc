import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { chooseListing, isListed, type OrderFilter } from '../../../shared/orders/choose-listing.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { listOrders } from '../../../shared/orders/effects/list-orders-store.ts';
import { openHolds } from '../../../shared/orders/holds.ts';
import { handlingKey } from '../../../shared/orders/listing/handling-key.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { releaseHold } from '../../../shared/orders/release-hold.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { watchedTable } from '../../harness/watched-table.ts';
import { testDeps } from '../store-order.ts';
import { orderNumber, putOrder, START } from './many-orders.ts';

let test: TestTable;
const orders: Order[] = [];
const put = async (n: number): Promise<Order> => {
  const order = await putOrder(test.table, orderNumber(n));
  orders.push(order);
  return order;
};

beforeAll(async () => {
  test = await openTestTable();
  for (let n = 0; n < 42; n++) await put(n);
}, 120_000);
afterAll(() => test?.close());

type Page = (page: number) => Promise<unknown>;
const pages = async (filter: OrderFilter, limit: number, between?: Page, table = test.table) => {
  const found: string[][] = [];
  let after: string | undefined;
  do {
    const page = await listOrders(table, chooseListing(filter), filter, {
      limit,
      ...(after ? { after } : {}),
    });
    found.push(page.heads.map(({ id }) => id));
    after = page.position;
    await between?.(found.length);
  } while (after !== undefined && found.length < 200);
  return found;
};

const minute = (n: number): string => new Date(START + n * 60_000).toISOString();
const newestFirst = (one: Order, other: Order) => (one.head.id < other.head.id ? 1 : -1);
const inHandlingOrder = (one: Order, other: Order) => (keyOf(one) < keyOf(other) ? -1 : 1);
const keyOf = ({ head, lines }: Order) => handlingKey({ ...head, skus: lines.map(({ sku }) => sku) });
const byDeadline = (one: Order, other: Order) => (dueOf(one) < dueOf(other) ? -1 : 1);
const dueOf = ({ head }: Order) =>
  `${
    openHolds({ head })
      .map(({ dueAt }) => dueAt)
      .sort()[0]
  }#${head.id}`;
const has = (sku: string) => (order: Order) => order.lines.some((line) => line.sku === sku);
const worksAt = (id: string) => (order: Order) =>
  order.fulfilments.some(({ locationId, status }) => locationId === id && status !== 'shipped');
const isHeld = (kind: string) => (order: Order) => openHolds(order).some((hold) => hold.kind === kind);
const phoned = (end: string) => (order: Order) => order.body.customer.phone?.endsWith(end) ?? false;

type Case = [string, OrderFilter, (order: Order) => boolean, ((one: Order, other: Order) => number)?];
const cases: Case[] = [
  ['of a kind of hold', { hold: 'address' }, isHeld('address')],
  ['of a kind of hold and a time', { hold: 'credit', from: minute(10), to: minute(30) }, isHeld('credit')],
  ['of a kind of hold on a channel', { hold: 'credit', channel: 'generic' }, isHeld('credit')],
  ['of who answers holds, by deadline', { assignee: 'role:finance' }, isHeld('credit'), byDeadline],
  ['of the role asked, in handling order', { role: 'sales_manager' }, () => true, inHandlingOrder],
  ['of a role asked and a time', { role: 'service_agent', to: minute(20) }, () => true, inHandlingOrder],
  ['of a location that has two parts of some', { locationId: 'main' }, worksAt('main')],
  ['of a location that is done with some', { locationId: 'north', from: minute(5) }, worksAt('north')],
  ['of a phone, however written', { phone: '0086-139 0000 0003' }, phoned('3')],
  ['of a phone without its country', { phone: '13900000004', from: minute(12) }, phoned('4')],
  [
    'of an e-mail address',
    { email: 'ADA-2@example.com' },
    ({ body }) => body.customer.email === 'Ada-2@Example.com',
  ],
  ['of a product', { sku: 'SKU-3' }, has('SKU-3')],
  [
    'of a product, a customer and a time',
    { sku: 'SKU-ODD', customerId: 'cus_1', to: minute(30) },
    has('SKU-ODD'),
  ],
  ['of a product that waits for a role', { sku: 'SKU-1', role: 'finance_director' }, has('SKU-1')],
  ['of a customer with a hold', { customerId: 'cus_2', hold: 'address' }, isHeld('address')],
  ['from after until', { sku: 'SKU-1', from: minute(20), to: minute(10) }, () => false],
];

const endHolds = async (ended: Order): Promise<void> => {
  orders.splice(orders.indexOf(ended), 1);
  for (const { id } of openHolds(ended))
    await changeOrder(
      testDeps(test.table),
      ended.head.id,
      (order, context) => releaseHold(order, id, undefined, context),
      { actor: 'test' },
    );
};

describe('finding orders', () => {
  it.each(cases)('%s: every one once, whatever the page', async (_, filter, fits, order = newestFirst) => {
    const expected = orders
      .filter((each) => isListed(each.head, filter) && fits(each))
      .sort(order)
      .map(({ head }) => head.id);
    expect(expected.length > 0).toBe(filter.from === undefined || filter.from < (filter.to ?? '~'));
    for (const limit of [1, 4, 100]) {
      const found = await pages(filter, limit);
      expect(found.flat()).toEqual(expected);
      expect(Math.max(...found.map((page) => page.length))).toBeLessThanOrEqual(limit);
    }
  });

  it.each(cases)('%s: a page takes two round trips', async (_, filter) => {
    const steps: string[] = [];
    const watched = watchedTable(test.table, (command) => {
      const step =
        command instanceof QueryCommand ? 'query' : command instanceof BatchGetCommand ? 'read' : '?';
      if (steps.at(-1) !== step) steps.push(step);
    });
    await listOrders(watched, chooseListing(filter), filter, { limit: 100 });
    expect(['', 'query', 'query,read']).toContain(steps.join());
  });

  it.each<[string, OrderFilter, (order: Order) => boolean]>([
    ['a product', { sku: 'SKU-ODD' }, has('SKU-ODD')],
    ['a location', { locationId: 'main' }, worksAt('main')],
    ['a kind of hold', { hold: 'address' }, isHeld('address')],
    ['a role', { role: 'service_agent' }, ({ head }) => head.review.requiredRole === 'service_agent'],
  ])('of %s: nobody twice, nobody skipped who was there all the time', async (_, filter, fits) => {
    const before = orders.filter((each) => isListed(each.head, filter) && fits(each));
    const leaving = filter.hold === undefined ? [] : before.filter((_, at) => at % 4 === 2);
    const found = (
      await pages(filter, 3, async (page) => {
        if (page > 5) return;
        await put(orders.length);
        const ended = leaving.shift();
        if (ended) await endHolds(ended);
      })
    ).flat();
    expect(new Set(found).size).toBe(found.length);
    const stayed = before.filter((each) => orders.includes(each)).map(({ head }) => head.id);
    expect(stayed.filter((id) => !found.includes(id))).toEqual([]);
  });
});
