import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { handler as receiveStock } from '../../functions/inventory/receive-stock.ts';
import { handler as closeArrival } from '../../functions/stock-documents/close-arrival.ts';
import { handler as expectArrival } from '../../functions/stock-documents/expect-arrival.ts';
import { handler as getArrival } from '../../functions/stock-documents/get-arrival.ts';
import { handler as listArrivals } from '../../functions/stock-documents/list-arrivals.ts';
import { expectArrival as announce } from '../../shared/inventory/effects/arrival-store.ts';
import { doStockWork } from '../../shared/inventory/effects/do-stock-work.ts';
import { callHandler } from '../harness/call-handler.ts';
import { putProducts } from '../harness/put-products.ts';
import { openStockRoom, type StockRoom } from '../harness/stock-room.ts';
import { watchedTable } from '../harness/watched-table.ts';

let room: StockRoom;

beforeAll(async () => {
  room = await openStockRoom();
}, 60_000);

afterAll(() => room?.close());

type Line = { sku: string; quantity: number };

const EXPECTED_AT = '2030-01-01T00:00:00.000Z';
const notice = (lines: Line[]) => ({ locationId: 'main', expectedAt: EXPECTED_AT, lines, reference: 'PO-1' });
const expectGoods = async (lines: Line[], headers: Record<string, string> = {}) =>
  callHandler(expectArrival, { headers, body: notice(lines) });
const receive = (arrivalId: unknown, lines: Line[], headers: Record<string, string> = {}) =>
  callHandler(receiveStock, { headers, body: { locationId: 'main', lines, arrivalId } });
const read = async (id: unknown) => (await callHandler(getArrival, { params: { id: String(id) } })).body;

describe('expected arrivals', () => {
  it('are incoming until they are received, in parts, and then are over', async () => {
    await room.product('LAMP');
    const { status, body: arrival } = await expectGoods([{ sku: 'LAMP', quantity: 10 }]);
    expect(status).toBe(201);
    expect(await room.inventory('LAMP')).toMatchObject({
      onHand: 0,
      incoming: 10,
      expected: [{ document: arrival.id, kind: 'incoming', quantity: 10, expectedAt: EXPECTED_AT }],
    });
    await receive(arrival.id, [{ sku: 'LAMP', quantity: 4 }]);
    expect(await room.inventory('LAMP')).toMatchObject({ onHand: 4, incoming: 6 });
    expect(await read(arrival.id)).toMatchObject({ status: 'expected', lines: [{ quantity: 10, open: 6 }] });
    await receive(arrival.id, [{ sku: 'LAMP', quantity: 8 }]);
    expect(await room.inventory('LAMP')).toMatchObject({ onHand: 12, incoming: 0, expected: [] });
    expect(await read(arrival.id)).toMatchObject({ status: 'arrived', lines: [{ open: 0 }] });
    expect((await receive(arrival.id, [{ sku: 'LAMP', quantity: 1 }])).body).toMatchObject({
      code: 'illegal_transition',
      state: 'arrived',
    });
    expect(await room.wrong()).toEqual([]);
  });

  it('are lowered by what is received at once, never twice by one call', async () => {
    await room.product('RUSH', { stockShards: 3 });
    const { body: arrival } = await expectGoods([{ sku: 'RUSH', quantity: 50 }]);
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => receive(arrival.id, [{ sku: 'RUSH', quantity: 5 }])),
      ...Array.from({ length: 3 }, () =>
        receive(arrival.id, [{ sku: 'RUSH', quantity: 10 }], { 'idempotency-key': 'rush' }),
      ),
    ]);
    const taken = answers.slice(0, 6).filter(({ status }) => status === 201).length;
    expect(answers.every(({ status }) => status === 201 || status === 503)).toBe(true);
    expect(
      new Set(answers.slice(6).flatMap(({ status, body }) => (status === 201 ? [body.id] : []))).size,
    ).toBe(1);
    const onHand = taken * 5 + 10;
    expect(await room.inventory('RUSH')).toMatchObject({ onHand, incoming: 50 - onHand });
    expect(await room.wrong()).toEqual([]);
  }, 60_000);

  it('take in what nobody announced as well', async () => {
    await room.product('MORE');
    await room.product('LESS');
    const { body: arrival } = await expectGoods([{ sku: 'LESS', quantity: 2 }]);
    expect((await receive(arrival.id, [{ sku: 'MORE', quantity: 3 }])).status).toBe(201);
    expect(await room.inventory('MORE')).toMatchObject({ onHand: 3, incoming: 0 });
    expect(await read(arrival.id)).toMatchObject({ status: 'expected' });
  });

  it('are given up, and then are incoming no more', async () => {
    await room.product('LATE');
    const { body: arrival } = await expectGoods([{ sku: 'LATE', quantity: 7 }]);
    await receive(arrival.id, [{ sku: 'LATE', quantity: 3 }]);
    const close = () =>
      callHandler(closeArrival, { params: { id: String(arrival.id) }, body: { reason: 'bankrupt' } });
    expect((await close()).body).toMatchObject({ status: 'closed', reason: 'bankrupt' });
    expect(await room.inventory('LATE')).toMatchObject({ onHand: 3, incoming: 0, expected: [] });
    expect((await close()).body).toMatchObject({ status: 409, state: 'closed' });
    expect(await room.wrong()).toEqual([]);
  });

  it('are listed by state', async () => {
    await room.product('LISTED');
    const { body: arrival } = await expectGoods([{ sku: 'LISTED', quantity: 1 }]);
    const { body } = await callHandler(listArrivals, { query: { status: 'expected', limit: '1' } });
    expect(body.items).toMatchObject([{ id: arrival.id, lineCount: 1, reference: 'PO-1' }]);
    expect(body.nextCursor).toBeDefined();
  });

  it('are of known goods at a known place, each named once', async () => {
    const lines = [
      { sku: 'LAMP', quantity: 1 },
      { sku: 'UNKNOWN', quantity: 1 },
      { sku: 'LAMP', quantity: 1 },
    ];
    const body = { ...notice(lines), locationId: 'nowhere' };
    expect((await callHandler(expectArrival, { body })).body.errors).toMatchObject([
      { path: '/locationId', code: 'unknown_location' },
      { path: '/lines/1/sku', code: 'unknown_sku' },
      { path: '/lines/2/sku', code: 'duplicate_sku' },
    ]);
    const unknown = 'arr_01J00000000000000000000000';
    expect((await receive(unknown, [{ sku: 'LAMP', quantity: 1 }])).body.errors).toMatchObject([
      { path: '/arrivalId', code: 'unknown_arrival' },
    ]);
  });

  it('of 300 lines that died half announced are finished by the sweep, and answered to their key', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => ({ sku: `WIDE-${at}`, quantity: 2 }));
    await putProducts(
      room.table,
      lines.map(({ sku }) => sku),
    );
    let count = 0;
    const dying = watchedTable(room.table, (command) => {
      if (command instanceof TransactWriteCommand && ++count >= 4) throw new Error('killed');
    });
    const claim = { operation: 'expect-arrival', scope: 'merchant', key: 'wide', requestHash: 'x' };
    const request = { body: notice(lines), actor: { name: 'user:one' }, idempotency: claim };
    await expect(announce(request, room.deps(dying))).rejects.toThrow('killed');
    const { body } = await callHandler(listArrivals, { query: { status: 'opening' } });
    const [{ id }] = body.items as [{ id: string }];
    expect((await receive(id, [{ sku: 'WIDE-0', quantity: 1 }])).body.code).toBe('illegal_transition');
    await Promise.all([1, 2].map(() => doStockWork({ kind: 'arrival', id }, room.deps())));
    expect(await room.inventory('WIDE-0')).toMatchObject({ incoming: 2 });
    expect(await room.inventory('WIDE-299')).toMatchObject({ incoming: 2 });
    const received = await receive(id, lines, { 'idempotency-key': 'wide-receipt' });
    expect(received.status).toBe(201);
    expect(await room.inventory('WIDE-150')).toMatchObject({ onHand: 2, incoming: 0 });
    expect(await read(id)).toMatchObject({ status: 'arrived' });
    expect(await room.wrong()).toEqual([]);
  }, 60_000);
});
