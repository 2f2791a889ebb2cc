import { handler as getCount } from '../../../functions/stock-documents/get-count.ts';
import { handler as countReport } from '../../../functions/warehouse/count-stock-report.ts';
import { handler as getReport } from '../../../functions/warehouse/get-stock-report.ts';
import { handler as report } from '../../../functions/warehouse/report-warehouse-stock.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { openStockRoom, type StockRoom } from '../../harness/stock-room.ts';
import { atWarehouse, openQueue } from './outside-warehouse.ts';

let room: StockRoom;
beforeAll(async () => {
  room = await openStockRoom();
  openQueue();
}, 60_000);
afterAll(() => room?.close());

const params = { locationId: 'main' };
const tell = (body: Record<string, unknown>) => callHandler(report, { params, body, roles: ['warehouse'] });
const moment = () => new Date().toISOString();

describe('what an outside warehouse has', () => {
  it('is held against the books of that moment, whatever was sold since, and nothing is booked', async () => {
    await room.stocked('EQUAL', 10);
    await room.stocked('LESS', 10);
    await room.stocked('MORE', 10);
    const asOf = moment();
    expect(await room.sell('EQUAL', 4)).toBe(true);
    expect(await room.sell('LESS', 3)).toBe(true);
    const answer = await tell({
      reference: 'R-1',
      asOf,
      lines: [
        { sku: 'EQUAL', onHand: 10 },
        { sku: 'LESS', onHand: 8 },
        { sku: 'MORE', onHand: 12 },
        { sku: 'NOBODY-KNOWS', onHand: 1 },
      ],
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'complete',
        lines: 4,
        differences: [
          { sku: 'LESS', theirs: 8, ours: 10, difference: -2 },
          { sku: 'MORE', theirs: 12, ours: 10, difference: 2 },
          { sku: 'NOBODY-KNOWS', theirs: 1, code: 'unknown_sku' },
        ],
      },
    });
    expect(await room.inventory('LESS')).toMatchObject({ onHand: 7 });
    const of = { params: { ...params, reference: 'R-1' } };
    const opened = await Promise.all([callHandler(countReport, of), callHandler(countReport, of)]);
    expect(opened.map(({ status }) => status)).toContain(200);
    const { body } = await callHandler(getReport, of);
    expect(body.countIds).toHaveLength(1);
    const count = await callHandler(getCount, { params: { id: (body.countIds as string[])[0] ?? '' } });
    expect(count.body).toMatchObject({ status: 'open', lines: [{ sku: 'LESS' }, { sku: 'MORE' }] });
    expect(await room.inventory('LESS')).toMatchObject({ onHand: 7 });
    expect(await room.wrong()).toEqual([]);
  });

  it('comes in parts of one moment, in any order and twice, and is counted when all are there', async () => {
    for (const sku of ['A-1', 'A-2', 'A-3']) await room.stocked(sku, 5);
    const asOf = moment();
    const part = (n: number, onHand: number, more = {}) =>
      tell({ reference: 'R-2', asOf, part: n, parts: 3, lines: [{ sku: `A-${n}`, onHand }], ...more });
    expect((await part(3, 4)).body).toMatchObject({ status: 'partial', received: [3] });
    expect((await part(1, 5)).body).toMatchObject({ received: [1, 3] });
    const of = { params: { ...params, reference: 'R-2' } };
    expect(await callHandler(countReport, of)).toMatchObject({
      status: 409,
      body: { code: 'report_incomplete' },
    });
    expect((await part(3, 4)).status).toBe(200);
    expect((await part(2, 9, { asOf: '2026-01-01T00:00:00Z' })).body).toMatchObject({
      code: 'report_differs',
    });
    expect((await part(2, 5)).body).toMatchObject({
      status: 'complete',
      lines: 3,
      differences: [{ sku: 'A-3', difference: -1 }],
    });
    expect((await part(2, 5, { asOf: '2999-01-01T00:00:00Z' })).status).toBe(422);
    expect((await callHandler(getReport, { params: { ...params, reference: 'none' } })).status).toBe(404);
    expect(
      (
        await callHandler(report, {
          params: { locationId: 'none' },
          body: { reference: 'x', asOf, lines: [] },
        })
      ).status,
    ).toBe(404);
  });

  it('shows what only one of the two has as open', async () => {
    const [both, lost, left] = [
      await atWarehouse(room.table),
      await atWarehouse(room.table),
      await atWarehouse(room.table),
    ];
    const unknown = 'ful_01J00000000000000000000009_1';
    const asOf = moment();
    const { body } = await tell({
      reference: 'R-3',
      asOf,
      lines: [],
      openFulfilments: [both.id, left.id, unknown],
    });
    expect(body).toMatchObject({
      missingThere: [{ fulfilmentId: lost.id, status: 'released' }],
      endedHere: [{ fulfilmentId: unknown, status: 'unknown' }],
    });
  });
});
