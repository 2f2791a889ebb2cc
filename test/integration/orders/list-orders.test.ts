import { newId } from '../../../shared/kernel/ids.ts';
import { chooseListing, isListed, type OrderFilter } from '../../../shared/orders/choose-listing.ts';
import { listOrders } from '../../../shared/orders/effects/list-orders-store.ts';
import { headWrite } from '../../../shared/orders/effects/order-writes.ts';
import type { Order, OrderHead } from '../../../shared/orders/order.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { anOrder } from '../../builders/an-order.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';

let test: TestTable;
const heads: OrderHead[] = [];

const put = async (head: Partial<OrderHead>): Promise<void> => {
  const at = new Date(Date.UTC(2024, 6, 1) + heads.length * 60_000);
  const order: Order = anOrder({
    head: { id: newId('ord', at, Math.random), placedAt: at.toISOString(), ...head },
  });
  heads.push(order.head);
  await transact(test.table, [headWrite(undefined, order)], Math.random);
};

beforeAll(async () => {
  test = await openTestTable();
  for (let n = 0; n < 60; n++)
    await put({
      channel: n % 3 === 0 ? 'generic' : 'storefront',
      customerId: n % 2 === 0 ? 'cus_even' : 'cus_odd',
      ...(n % 4 === 0
        ? { status: 'cancelled' as const }
        : { dueAt: new Date(Date.UTC(2024, 6, 3) - n * 1000).toISOString() }),
    });
}, 60_000);
afterAll(() => test.close());

const pages = async (filter: OrderFilter, limit: number, between?: (page: number) => Promise<void>) => {
  const found: OrderHead[][] = [];
  let after: string | undefined;
  do {
    const page = await listOrders(test.table, chooseListing(filter), filter, {
      limit,
      ...(after ? { after } : {}),
    });
    found.push(page.heads);
    after = page.position;
    await between?.(found.length);
  } while (after !== undefined && found.length < 100);
  return found;
};

const newestFirst = (a: OrderHead, b: OrderHead) => (a.id < b.id ? 1 : -1);
const mostUrgentFirst = (a: OrderHead, b: OrderHead) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1);
const cases: [string, OrderFilter, (a: OrderHead, b: OrderHead) => number][] = [
  ['all, newest first', {}, newestFirst],
  ['of a channel', { channel: 'generic' }, newestFirst],
  ['of a customer', { customerId: 'cus_odd' }, newestFirst],
  ['of a customer on a channel', { customerId: 'cus_odd', channel: 'generic' }, newestFirst],
  ['of a stage, the most urgent first', { stage: 'unconfirmed_unpaid' }, mostUrgentFirst],
  ['of a stage where nothing is waited for, newest first', { stage: 'cancelled' }, newestFirst],
  ['between two times', { from: '2024-07-01T00:10:00.000Z', to: '2024-07-01T00:20:00.000Z' }, newestFirst],
  ['of a time on a channel', { channel: 'storefront', from: '2024-07-01T00:30:00+00:00' }, newestFirst],
  ['of a stage and a time', { stage: 'unconfirmed_unpaid', to: '2024-07-01T00:15:00.000Z' }, mostUrgentFirst],
];

describe('listing orders', () => {
  it.each(cases)('%s: every one once, whatever the page', async (_, filter, order) => {
    const expected = heads
      .filter((head) => isListed(head, filter))
      .sort(order)
      .map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    for (const limit of [1, 7, 100]) {
      const found = await pages(filter, limit);
      expect(found.flat().map(({ id }) => id)).toEqual(expected);
      expect(Math.max(...found.map((page) => page.length))).toBeLessThanOrEqual(limit);
    }
  });

  it('shows nobody twice and skips nobody when orders come in between', async () => {
    const before = heads.map(({ id }) => id);
    const found = (await pages({}, 10, (page) => (page < 4 ? put({}) : Promise.resolve())))
      .flat()
      .map(({ id }) => id);
    expect(new Set(found).size).toBe(found.length);
    expect(before.filter((id) => !found.includes(id))).toEqual([]);
  });
});
