import { handler as listMovements } from '../../functions/inventory/list-movements.ts';
import { handler as repairStock } from '../../functions/inventory/repair-stock.ts';
import { handler as reportDamage } from '../../functions/inventory/report-damage.ts';
import { handler as writeOffStock } from '../../functions/inventory/write-off-stock.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openStockRoom, type StockRoom } from '../harness/stock-room.ts';

let room: StockRoom;

beforeAll(async () => {
  room = await openStockRoom();
}, 60_000);

afterAll(() => room?.close());

const send = (
  handler: typeof reportDamage,
  sku: string,
  quantity: number,
  headers: Record<string, string> = {},
) => callHandler(handler, { headers, body: { locationId: 'main', sku, quantity, reason: 'fell down' } });

describe('broken goods', () => {
  it('are set aside, mended or written off, and the ledger says so', async () => {
    await room.stocked('VASE', 10);
    expect((await send(reportDamage, 'VASE', 4)).status).toBe(201);
    expect(await room.inventory('VASE')).toMatchObject({ onHand: 6, available: 6, damaged: 4 });
    expect((await send(repairStock, 'VASE', 1)).status).toBe(201);
    expect((await send(writeOffStock, 'VASE', 2)).status).toBe(201);
    expect(await room.inventory('VASE')).toMatchObject({ onHand: 7, available: 7, damaged: 1 });
    const { body } = await callHandler(listMovements, { params: { sku: 'VASE' } });
    expect(body.items).toMatchObject([
      { cause: 'write_off', quantity: 0, damaged: -2, reason: 'fell down' },
      { cause: 'repair', quantity: 1, damaged: -1 },
      { cause: 'damage', quantity: -4, damaged: 4, actor: expect.stringContaining('user:') },
      { cause: 'receipt', quantity: 10 },
    ]);
    expect(await room.wrong()).toEqual([]);
  });

  it('are never what is promised to buyers, also when both happen at once', async () => {
    await room.stocked('GLASS', 20);
    const [sold, broken] = await Promise.all([
      Promise.all(Array.from({ length: 15 }, () => room.reserve('GLASS'))),
      Promise.all(Array.from({ length: 15 }, () => send(reportDamage, 'GLASS', 1))),
    ]);
    const reserved = sold.filter(Boolean).length;
    const damaged = broken.filter(({ status }) => status === 201).length;
    expect(reserved + damaged).toBe(20);
    expect(broken.every(({ status, body }) => status === 201 || body.code === 'below_reserved')).toBe(true);
    expect(await room.inventory('GLASS')).toMatchObject({ onHand: 20 - damaged, reserved, damaged });
    expect((await send(reportDamage, 'GLASS', 1)).body).toMatchObject({
      status: 409,
      onHand: 20 - damaged,
      reserved,
    });
  }, 30_000);

  it('cannot be mended or thrown away twice', async () => {
    await room.stocked('PLATE', 5);
    await send(reportDamage, 'PLATE', 2);
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => send(repairStock, 'PLATE', 1)),
      ...Array.from({ length: 4 }, () => send(writeOffStock, 'PLATE', 1)),
    ]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(answers.find(({ status }) => status !== 201)?.body).toMatchObject({
      code: 'below_damaged',
      damaged: 0,
    });
    expect(await room.inventory('PLATE')).toMatchObject({ damaged: 0 });
    expect(await room.wrong()).toEqual([]);
  });

  it('are booked once however often a report is repeated', async () => {
    await room.stocked('BOWL', 9);
    const key = { 'idempotency-key': 'bowls' };
    const answers = await Promise.all([1, 2, 3].map(() => send(reportDamage, 'BOWL', 3, key)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await room.inventory('BOWL')).toMatchObject({ onHand: 6, damaged: 3 });
    expect((await send(reportDamage, 'BOWL', 1, key)).body.code).toBe('idempotency_key_reused');
  });

  it('may be set aside by the warehouse, and written off by the office only', async () => {
    const body = { locationId: 'main', sku: 'BOWL', quantity: 1, reason: 'fell down' };
    const as = (handler: typeof reportDamage, role: 'warehouse' | 'storefront' | 'finance') =>
      callHandler(handler, { body, roles: [role] });
    expect((await as(reportDamage, 'storefront')).status).toBe(403);
    expect((await as(reportDamage, 'warehouse')).status).toBe(201);
    expect((await as(writeOffStock, 'warehouse')).status).toBe(403);
    expect((await as(writeOffStock, 'finance')).status).toBe(201);
  });

  it('are of a product and a place that exist', async () => {
    const body = { locationId: 'nowhere', sku: 'NOTHING', quantity: 1, reason: 'fell down' };
    expect(await callHandler(reportDamage, { body })).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/locationId' }, { path: '/sku' }] },
    });
  });
});
