import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { handler as putProduct } from '../../functions/catalog/put-product.ts';
import { handler as exportStock } from '../../functions/inventory/export-stock.ts';
import { handler as getImport } from '../../functions/inventory/get-import.ts';
import { handler as importStock } from '../../functions/inventory/import-stock.ts';
import { handler as listImportErrors } from '../../functions/inventory/list-import-errors.ts';
import { handler as listMovements } from '../../functions/inventory/list-movements.ts';
import { doStockWork } from '../../shared/inventory/effects/do-stock-work.ts';
import { type StockWorkMessage, stockWorkSchema } from '../../shared/inventory/effects/stock-work-queue.ts';
import { sweepStockWork } from '../../shared/inventory/effects/sweep-stock-work.ts';
import { aProduct } from '../builders/a-product.ts';
import { callHandler } from '../harness/call-handler.ts';
import { mockService } from '../harness/mock-service.ts';
import { putProducts } from '../harness/put-products.ts';
import { openStockRoom, type StockRoom } from '../harness/stock-room.ts';
import { watchedTable } from '../harness/watched-table.ts';

let room: StockRoom;
let queue: StockWorkMessage[] = [];
let isQueueDown = false;

beforeAll(async () => {
  room = await openStockRoom();
  process.env.STOCK_WORK_QUEUE_URL = 'http://queue/stock-work';
  // SQS itself is tried out in the local cloud; here it only shows what was sent.
  mockService(SQSClient)
    .on(SendMessageBatchCommand)
    .callsFake(({ Entries }) => {
      if (isQueueDown) throw new Error('the queue is down');
      queue.push(
        ...Entries.map(({ MessageBody }: { MessageBody: string }) =>
          stockWorkSchema.parse(JSON.parse(MessageBody)),
        ),
      );
      return {};
    });
}, 60_000);

beforeEach(() => {
  queue = [];
  isQueueDown = false;
});

afterAll(() => room?.close());

const send = (mode: 'set' | 'add', csv: string, headers: Record<string, string> = {}) =>
  callHandler(importStock, { body: { mode, csv, reason: 'moved in' }, headers });
const work = async (messages = queue.splice(0)) => {
  for (const message of messages) await doStockWork(message, room.deps());
};
const read = async (id: unknown) => (await callHandler(getImport, { params: { id: String(id) } })).body;
const errorsOf = async (id: unknown, query: Record<string, string> = {}) =>
  (await callHandler(listImportErrors, { params: { id: String(id) }, query })).body;
const csvOf = (column: string, rows: readonly (string | number)[][]) =>
  [['sku', 'locationId', column], ...rows].map((row) => row.join(',')).join('\r\n');

describe('importing stock', () => {
  it('books the rows that are right, lists the others, and says how far it is', async () => {
    await room.stocked('CAP', 10);
    await room.reserve('CAP', 8);
    await room.product('HAT', { safetyStock: 1 });
    const rows = [
      ['CAP', 'main', 7],
      ['HAT', 'main', 5],
      ['HAT', 'store', 6],
      ['NONE', 'main', 1],
      ['CAP', 'nowhere', 1],
      ['CAP', 'store', 'x'],
    ];
    const { status, body } = await send('set', csvOf('onHand', rows));
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'running', rows: 6, processed: 0 });
    expect(queue).toEqual([{ kind: 'import', id: body.id, chunk: 0 }]);
    await work();
    expect(await read(body.id)).toMatchObject({ status: 'done', processed: 6, applied: 2, failed: 4 });
    expect((await errorsOf(body.id)).items).toEqual([
      {
        line: 2,
        sku: 'CAP',
        locationId: 'main',
        code: 'below_reserved',
        message: expect.stringContaining('8'),
      },
      expect.objectContaining({ line: 5, code: 'unknown_sku' }),
      expect.objectContaining({ line: 6, code: 'unknown_location' }),
      expect.objectContaining({ line: 7, code: 'invalid_figure' }),
    ]);
    expect(await room.inventory('HAT')).toMatchObject({ onHand: 11, available: 9 });
    const ledger = await callHandler(listMovements, { params: { sku: 'HAT' } });
    expect(ledger.body.items).toMatchObject([
      { cause: 'import', document: body.id, reason: 'moved in', actor: 'user:tester' },
      { cause: 'import' },
    ]);
    expect(await room.wrong()).toEqual([]);
  });

  it('takes in a file once however often it is sent', async () => {
    await room.product('ONCE');
    const csv = csvOf('delta', [['ONCE', 'main', 3]]);
    const key = { 'idempotency-key': 'file-1' };
    const answers = await Promise.all([1, 2, 3].map(() => send('add', csv, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    await work();
    expect(await room.inventory('ONCE')).toMatchObject({ onHand: 3 });
  });

  it('of many rows books each once, though workers are killed and messages come twice', async () => {
    const skus = Array.from({ length: 300 }, (_, at) => `BULK-${at}`);
    await putProducts(room.table, skus);
    const rows = Array.from({ length: 1_500 }, (_, at) => [
      skus[at % 300] ?? '',
      at % 2 === 0 ? 'main' : 'store',
      at % 300 === 299 ? 'many' : 1,
    ]);
    const { status, body } = await send('add', csvOf('delta', rows));
    expect(status).toBe(202);
    const messages = queue.splice(0);
    expect(messages).toHaveLength(6);
    let count = 0;
    const dying = watchedTable(room.table, (command) => {
      if (command instanceof TransactWriteCommand && ++count % 9 === 4) throw new Error('killed');
    });
    const left = messages.flatMap((message) => [message, message]);
    const worker = async (): Promise<void> => {
      for (let message = left.shift(); message; message = left.shift()) {
        try {
          await doStockWork(message, room.deps(dying));
        } catch {
          left.push(message);
        }
      }
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    expect(await read(body.id)).toMatchObject({
      status: 'done',
      rows: 1_500,
      processed: 1_500,
      applied: 1_495,
      failed: 5,
    });
    expect(await room.inventory('BULK-0')).toMatchObject({ onHand: 5 });
    expect(await room.inventory('BULK-299')).toMatchObject({ onHand: 0 });
    const { items, nextCursor } = await errorsOf(body.id, { limit: '4' });
    expect(items).toMatchObject([{ line: 301 }, { line: 601 }, { line: 901 }, { line: 1201 }]);
    expect(nextCursor).toBeDefined();
    expect(await room.wrong()).toEqual([]);
  }, 180_000);

  it('whose messages were never sent is found by the sweep', async () => {
    await room.product('LOST');
    isQueueDown = true;
    const { status, body } = await send('add', csvOf('delta', [['LOST', 'main', 2]]));
    expect(status).toBe(202);
    isQueueDown = false;
    const early = new Date().toISOString();
    await sweepStockWork(room.table, early, () => 60_000);
    expect(queue.filter(({ id }) => id === body.id)).toEqual([]);
    const later = new Date(Date.now() + 180_000).toISOString();
    await sweepStockWork(room.table, later, () => 60_000);
    expect(queue).toContainEqual({ kind: 'import', id: body.id });
    await work();
    await work();
    expect(await read(body.id)).toMatchObject({ status: 'done', applied: 1 });
    expect(await room.inventory('LOST')).toMatchObject({ onHand: 2 });
  });

  it('refuses a file that is none, and whoever may not', async () => {
    expect((await send('set', 'hello')).body).toMatchObject({ errors: [{ code: 'missing_column' }] });
    const body = { mode: 'add', csv: 'sku,locationId,delta\nA,main,1' };
    expect((await callHandler(importStock, { body, roles: ['storefront'] })).status).toBe(403);
    expect((await callHandler(getImport, { params: { id: 'imp_01J00000000000000000000000' } })).status).toBe(
      404,
    );
  });
});

describe('exporting stock', () => {
  type Result = { statusCode: number; body: string; headers: Record<string, string> };
  const page = async (query: Record<string, string>): Promise<Result> => {
    const event = {
      headers: {},
      rawPath: '/',
      queryStringParameters: query,
      requestContext: { authorizer: { jwt: { claims: { sub: 'x', 'cognito:groups': '[warehouse]' } } } },
    };
    return (await exportStock(event as never, { awsRequestId: 'r' } as never)) as Result;
  };
  const textOf = ({ body }: Result): string => Buffer.from(body, 'base64').toString();

  it('gives all of it, page by page, as one file that can be imported again', async () => {
    await callHandler(putProduct, { params: { sku: 'ZZ' }, body: aProduct({ name: '=cmd|"x"' }) });
    await room.receive('ZZ', 5);
    let [file, link]: [string, string | undefined] = ['', ''];
    let pages = 0;
    for (let query: Record<string, string> = {}; link !== undefined; pages++) {
      const result = await page(query);
      expect(result).toMatchObject({
        statusCode: 200,
        headers: { 'content-type': 'text/csv; charset=utf-8' },
      });
      file += textOf(result);
      link = /cursor=([^>&]+)>; rel="next"/.exec(result.headers.link ?? '')?.[1];
      if (link) query = { cursor: decodeURIComponent(link) };
    }
    expect(pages).toBeGreaterThan(1);
    expect(file.startsWith('\uFEFFsku,name,locationId,onHand')).toBe(true);
    expect(file.match(/sku,name/g)).toHaveLength(1);
    expect(file).toContain('ZZ,"\'=cmd|""x""",main,5,0,5,0,0,0,0\r\n');
    expect(file.match(/^BULK-/gm)).toHaveLength(299);
    const { body } = await send('set', file);
    await work();
    expect(await read(body.id)).toMatchObject({ status: 'done', failed: 0 });
    expect((await callHandler(listMovements, { params: { sku: 'ZZ' } })).body.items).toHaveLength(1);
  }, 60_000);

  it('gives one location alone', async () => {
    const text = textOf(await page({ locationId: 'store' }));
    expect(text).toContain(',store,');
    expect(text).not.toContain(',main,');
  });
});
