import { setTimeout as sleep } from 'node:timers/promises';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { handler as listMovements } from '../../functions/inventory/list-movements.ts';
import { handler as approveCount } from '../../functions/stock-documents/approve-count.ts';
import { handler as getCount } from '../../functions/stock-documents/get-count.ts';
import { handler as listCounts } from '../../functions/stock-documents/list-counts.ts';
import { handler as openCount } from '../../functions/stock-documents/open-count.ts';
import { handler as rejectCount } from '../../functions/stock-documents/reject-count.ts';
import { handler as submitCount } from '../../functions/stock-documents/submit-count.ts';
import { submitSheet } from '../../shared/inventory/effects/count-store.ts';
import { doStockWork } from '../../shared/inventory/effects/do-stock-work.ts';
import type { Role } from '../../shared/kernel/actor.ts';
import { callHandler } from '../harness/call-handler.ts';
import { putProducts } from '../harness/put-products.ts';
import { openStockRoom, type StockRoom } from '../harness/stock-room.ts';
import { watchedTable } from '../harness/watched-table.ts';

let room: StockRoom;

beforeAll(async () => {
  room = await openStockRoom();
}, 60_000);

afterAll(() => room?.close());

type Line = { sku: string; counted: number; countedAt?: string };
type Headers = Record<string, string>;

const open = async (...skus: string[]): Promise<string> => {
  const { status, body } = await callHandler(openCount, { body: { locationId: 'main', skus } });
  expect(status).toBe(201);
  return body.id as string;
};
const submit = (id: string, lines: Line[], headers: Headers = {}) =>
  callHandler(submitCount, { params: { id }, body: { lines }, headers, user: 'counter' });
const approve = (id: string, headers: Headers = {}, user = 'director') =>
  callHandler(approveCount, { params: { id }, body: { note: 'seen' }, headers, user });

describe('counting stock', () => {
  it('is blind: a sheet says what to count and not what should be there', async () => {
    await room.stocked('PEN', 10);
    const id = await open('PEN');
    const { body } = await callHandler(getCount, { params: { id } });
    expect(body).toMatchObject({ status: 'open', lines: [{ sku: 'PEN' }] });
    expect(JSON.stringify(body)).not.toContain('expected');
    expect((await submit(id, [{ sku: 'PEN', counted: 8 }])).body).toMatchObject({
      status: 'applied',
      lines: [{ sku: 'PEN', counted: 8, expected: 10, difference: -2, applied: -2 }],
    });
    expect(await room.inventory('PEN')).toMatchObject({ onHand: 8, available: 8 });
    const ledger = await callHandler(listMovements, { params: { sku: 'PEN' } });
    expect(ledger.body.items).toMatchObject([{ cause: 'count', quantity: -2, document: id }, {}]);
  });

  it('has a second person approve a large difference', async () => {
    await room.stocked('INK', 50);
    const id = await open('INK');
    expect((await submit(id, [{ sku: 'INK', counted: 30 }])).body).toMatchObject({ status: 'submitted' });
    expect(await room.inventory('INK')).toMatchObject({ onHand: 50 });
    const waiting = await callHandler(listCounts, { query: { status: 'submitted' } });
    expect(waiting.body.items).toMatchObject([{ id, lines: [{ difference: -20 }] }]);
    expect((await approve(id, {}, 'counter')).status).toBe(403);
    const as = (role: Role) => callHandler(approveCount, { params: { id }, body: {}, roles: [role] });
    expect((await as('warehouse')).status).toBe(403);
    const answers = await Promise.all([1, 2, 3].map(() => approve(id, { 'idempotency-key': 'ink' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await room.inventory('INK')).toMatchObject({ onHand: 30 });
    expect((await approve(id)).body).toMatchObject({ code: 'illegal_transition', state: 'applied' });
    expect(await room.wrong()).toEqual([]);
  }, 30_000);

  it('holds each figure against its own moment: what is sold or received later stays so', async () => {
    await room.stocked('CUP', 40);
    const id = await open('CUP');
    const countedAt = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await room.sell('CUP', 7);
    await room.receive('CUP', 20);
    // 37 were on the shelf when it was looked at, of 40 in the books; 53 are in the books now.
    expect((await submit(id, [{ sku: 'CUP', counted: 37, countedAt }])).body).toMatchObject({
      lines: [{ expected: 40, difference: -3 }],
    });
    expect(await room.inventory('CUP')).toMatchObject({ onHand: 50, available: 50 });
  });

  it('loses no sale and no receipt that happens at the same time', async () => {
    await room.stocked('BUSY', 400, { stockShards: 4 });
    const id = await open('BUSY');
    let [sold, received] = [0, 0];
    let isOver = false;
    let breathMs = 0;
    const selling = async (shard: number): Promise<void> => {
      while (!isOver) {
        if ((await room.reserve('BUSY', 1, shard)) && (await room.issue('BUSY', 1, shard))) sold += 1;
        await sleep(breathMs);
      }
    };
    const receiving = async (): Promise<void> => {
      while (!isOver) {
        await room.receive('BUSY', 4);
        received += 4;
        await sleep(breathMs);
      }
    };
    // On a slow machine so much moves while a sheet is looked at that it has to be handed in again, as the answer says.
    const handIn = async (line: Line, tries = 10) => {
      const answer = await submit(id, [line]);
      if (answer.body.code !== 'moved_too_often' || tries === 1) return answer;
      breathMs += 20;
      return handIn(line, tries - 1);
    };
    const work = [selling(0), selling(1), selling(2), receiving()];
    const figure = { sku: 'BUSY', counted: 395 };
    // Nobody knows what is there meanwhile, but for the books: the difference must come out as the figure less those.
    const answer = await handIn(figure);
    const applied = answer.body.status === 'submitted' ? await approve(id) : answer;
    isOver = true;
    await Promise.all(work);
    expect(applied.status).toBe(200);
    const [line] = applied.body.lines as { expected: number; difference: number }[];
    expect(line?.difference).toBe(395 - (line?.expected ?? 0));
    expect(await room.inventory('BUSY')).toMatchObject({
      onHand: 400 - sold + received + (line?.difference ?? 0),
      reserved: 0,
    });
    expect(await room.wrong()).toEqual([]);
  }, 60_000);

  it('does not book below what is promised: it waits, with the figures', async () => {
    await room.stocked('KEPT', 10);
    await room.reserve('KEPT', 9);
    const id = await open('KEPT');
    const blocked = [{ sku: 'KEPT', difference: -4, onHand: 10, reserved: 9 }];
    expect((await submit(id, [{ sku: 'KEPT', counted: 6 }])).body).toMatchObject({
      status: 'submitted',
      blocked,
    });
    const refused = await approve(id, { 'idempotency-key': 'kept' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'below_reserved', lines: blocked } });
    await room.issue('KEPT', 4);
    await room.receive('KEPT', 3);
    // Five are promised of nine now; the same key may be used again, because nothing was done with it.
    expect((await approve(id, { 'idempotency-key': 'kept' })).body).toMatchObject({ status: 'applied' });
    expect(await room.inventory('KEPT')).toMatchObject({ onHand: 5, reserved: 5, available: 0 });
  });

  it('books a difference once when two sheets have found it', async () => {
    await room.stocked('TWICE', 100);
    const [one, other] = [await open('TWICE'), await open('TWICE')];
    await submit(one, [{ sku: 'TWICE', counted: 90 }]);
    await submit(other, [{ sku: 'TWICE', counted: 90 }]);
    const answers = await Promise.all([approve(one), approve(other)]);
    const lines = answers.flatMap(({ body }) => body.lines as { applied?: number; overtaken?: true }[]);
    expect(lines.filter(({ applied }) => applied === -10)).toHaveLength(1);
    expect(lines.filter(({ overtaken }) => overtaken)).toHaveLength(1);
    expect(await room.inventory('TWICE')).toMatchObject({ onHand: 90 });
  });

  it('finds units where there were none, and keeps the safety stock', async () => {
    await room.product('FOUND', { safetyStock: 2 });
    const id = await open('FOUND');
    expect((await submit(id, [{ sku: 'FOUND', counted: 5 }])).body).toMatchObject({ status: 'applied' });
    expect(await room.inventory('FOUND')).toMatchObject({ onHand: 5, available: 3, safety: 2 });
    expect(await room.wrong()).toEqual([]);
  });

  it('is of every SKU of the sheet, once, since it was made', async () => {
    await room.stocked('A', 1);
    await room.stocked('B', 1);
    const id = await open('A', 'B');
    const lines: Line[] = [
      { sku: 'A', counted: 1, countedAt: '2020-01-01T00:00:00Z' },
      { sku: 'C', counted: 1 },
    ];
    expect((await submit(id, lines)).body.errors).toMatchObject([
      { path: '/lines/0/countedAt', code: 'before_sheet' },
      { path: '/lines/1/sku', code: 'not_on_sheet' },
      { path: '/lines', code: 'not_counted' },
    ]);
    const future = new Date(Date.now() + 60_000).toISOString();
    expect((await submit(id, [{ sku: 'A', counted: 1, countedAt: future }])).status).toBe(422);
    const unknown = await callHandler(openCount, { body: { locationId: 'x', skus: ['A', 'NONE', 'A'] } });
    expect(unknown.body.errors).toMatchObject([
      { path: '/locationId' },
      { path: '/skus/1', code: 'unknown_sku' },
      { path: '/skus/2', code: 'duplicate_sku' },
    ]);
  });

  it('is given up by the office, open or handed in', async () => {
    await room.stocked('GONE', 20);
    const [fresh, handed] = [await open('GONE'), await open('GONE')];
    await submit(handed, [{ sku: 'GONE', counted: 0 }]);
    for (const id of [fresh, handed]) {
      const { body } = await callHandler(rejectCount, { params: { id }, body: { note: 'wrong shelf' } });
      expect(body).toMatchObject({ status: 'rejected', note: 'wrong shelf' });
    }
    expect(await room.inventory('GONE')).toMatchObject({ onHand: 20 });
    expect((await submit(fresh, [{ sku: 'GONE', counted: 0 }])).body.state).toBe('rejected');
  });

  it('of 100 SKUs that died half booked is finished by the sweep, each line once', async () => {
    const skus = Array.from({ length: 100 }, (_, at) => `AISLE-${at}`);
    await putProducts(room.table, skus);
    const id = await open(...skus);
    let count = 0;
    const dying = watchedTable(room.table, (command) => {
      if (command instanceof TransactWriteCommand && ++count >= 3) throw new Error('killed');
    });
    const claim = { operation: 'submit-count', scope: 'merchant', key: 'aisle', requestHash: 'x' };
    const request = {
      params: { id },
      body: { lines: skus.map((sku) => ({ sku, counted: 3 })) },
      actor: { name: 'user:counter' },
      idempotency: claim,
      remember: () => [],
    };
    await expect(submitSheet(request, room.deps(dying))).rejects.toThrow('killed');
    const half = (await callHandler(getCount, { params: { id } })).body;
    expect(half.status).toBe('applying');
    await Promise.all([1, 2].map(() => doStockWork({ kind: 'count', id }, room.deps())));
    const whole = (await callHandler(getCount, { params: { id } })).body;
    expect(whole.status).toBe('applied');
    expect(await room.inventory('AISLE-0')).toMatchObject({ onHand: 3 });
    expect(await room.inventory('AISLE-99')).toMatchObject({ onHand: 3 });
    expect(await room.wrong()).toEqual([]);
  }, 60_000);
});
