import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { cancelOrder } from '../../../shared/orders/cancel-order.ts';
import type { Decide } from '../../../shared/orders/decision.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { indexOrder } from '../../../shared/orders/effects/index-order.ts';
import { loadOrder } from '../../../shared/orders/effects/load-order.ts';
import { headWrite, lineWrites } from '../../../shared/orders/effects/order-writes.ts';
import { erasePersonalData } from '../../../shared/orders/erase-personal-data.ts';
import { lastingNames, nameOf } from '../../../shared/orders/listing/listing-entries.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { watchedTable } from '../../harness/watched-table.ts';
import { ownOrder, storeOrder, testDeps } from '../store-order.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
}, 60_000);
afterAll(() => test?.close());

const load = async (id: string): Promise<Order> => {
  const order = await loadOrder(test.table, id);
  if (isProblem(order)) throw new Error(order.code);
  return order;
};

/** Gives an order other goods, as an amendment does. */
const sell = async (id: string, ...skus: string[]): Promise<void> => {
  const before = await load(id);
  const [line] = before.lines;
  const lines = skus.flatMap((sku, at) => (line ? [{ ...line, id: `lin_${at + 1}`, sku }] : []));
  const after = { ...before, lines, head: { ...before.head, version: before.head.version + 1 } };
  await transact(test.table, [headWrite(before, after), ...lineWrites(id, lines)], Math.random);
};

/** The names under which the table really lists an order. */
const listedUnder = async (id: string): Promise<string[]> => {
  const { Items = [] } = await test.table.client.send(
    new ScanCommand({
      TableName: test.table.name,
      FilterExpression: 'begins_with(pk, :listed) AND sk = :id',
      ExpressionAttributeValues: { ':listed': 'LISTED#', ':id': id },
      ConsistentRead: true,
    }),
  );
  return Items.map(({ pk }) => nameOf(pk as string)).sort();
};

const aListedOrder = async (): Promise<string> => {
  const { head } = await storeOrder(test.table, ownOrder());
  await indexOrder(testDeps(test.table), head.id);
  return head.id;
};

const cancelled: Decide = (order, context) => cancelOrder(order, 'no more', context);

/** Indexes an order, with something happening before the n-th command; answers how many there were. */
const indexWith = async (id: string, n: number, happens: () => Promise<unknown>): Promise<number> => {
  let count = 0;
  const table = watchedTable(test.table, async () => {
    count += 1;
    if (count === n) await happens();
  });
  await indexOrder(testDeps(table), id);
  return count;
};

describe('keeping what an order is listed under', () => {
  it('goes on with a large order where a run that ended was', async () => {
    const id = await aListedOrder();
    await sell(id, ...Array.from({ length: 600 }, (_, at) => `PART-${at}`));
    const ends = indexWith(id, 550, () => Promise.reject(new Error('out of time')));
    await expect(ends).rejects.toThrow('out of time');
    expect(await indexWith(id, 0, async () => undefined)).toBeLessThan(200);
    expect(await listedUnder(id)).toEqual(lastingNames(await load(id)));
  }, 60_000);

  it('takes away what an amendment removed, keeps what stayed and adds what came', async () => {
    const id = await aListedOrder();
    await sell(id, 'TEAPOT', 'CUP');
    await indexOrder(testDeps(test.table), id);
    expect(await listedUnder(id)).toEqual(lastingNames(await load(id)));
    expect(await listedUnder(id)).toEqual(expect.arrayContaining(['SKU#CUP', 'SKU#TEAPOT']));
    expect(await listedUnder(id)).not.toContain('SKU#LANTERN');
  });

  it('writes nothing when the message comes again', async () => {
    const id = await aListedOrder();
    const reads = await indexWith(id, 0, async () => undefined);
    expect(reads).toBe(2);
  });

  it('is made good by the next message, wherever it was killed', async () => {
    for (let n = 1; n < 20; n++) {
      const id = await aListedOrder();
      await sell(id, 'TEAPOT', 'CUP');
      const killed = indexWith(id, n, () => Promise.reject(new Error('killed')));
      const commands = await killed.catch(() => undefined);
      await indexOrder(testDeps(test.table), id);
      expect({ n, listed: await listedUnder(id) }).toEqual({ n, listed: lastingNames(await load(id)) });
      if (commands !== undefined) return;
    }
    throw new Error('It never came to its end.');
  });

  it.each([
    ['another change and its message', ['TEAPOT', 'CUP'], ['CUP', 'PLATE']],
    ['a change back and its message', ['TEAPOT', 'CUP'], ['LANTERN']],
  ])('ends right when %s overtake it, whenever that is', async (_, first, then) => {
    for (let n = 1; n < 20; n++) {
      const id = await aListedOrder();
      await sell(id, ...first);
      const commands = await indexWith(id, n, async () => {
        await sell(id, ...then);
        await indexOrder(testDeps(test.table), id);
      });
      if (commands < n) return;
      expect({ n, listed: await listedUnder(id) }).toEqual({ n, listed: lastingNames(await load(id)) });
    }
  });

  it('lists an order of very many products', async () => {
    const id = await aListedOrder();
    await sell(id, ...Array.from({ length: 190 }, (_, n) => `PART-${n}`));
    await indexOrder(testDeps(test.table), id);
    expect(await listedUnder(id)).toEqual(lastingNames(await load(id)));
  });

  it('leaves nothing of a person whose data were erased, but the products of their order', async () => {
    const id = await aListedOrder();
    for (const decide of [cancelled, erasePersonalData])
      await changeOrder(testDeps(test.table), id, decide, { actor: 'user:tester' });
    await indexOrder(testDeps(test.table), id);
    expect(await listedUnder(id)).toEqual(['SKU#LANTERN']);
  });

  it('asks for the message again while there is no such order', async () => {
    expect(await indexOrder(testDeps(test.table), ownOrder().head.id)).toMatchObject({ code: 'not_found' });
  });
});
