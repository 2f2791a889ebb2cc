import { parse } from 'csv-parse/sync';
import { handler as pack } from '../../../functions/fulfilment/pack-fulfilment.ts';
import { handler as cancelManifest } from '../../../functions/waves/cancel-manifest.ts';
import { handler as exportList } from '../../../functions/waves/export-pick-list.ts';
import { handler as getBins } from '../../../functions/waves/get-bins.ts';
import { handler as getList } from '../../../functions/waves/get-pick-list.ts';
import { handler as pickWave } from '../../../functions/waves/pick-wave.ts';
import { handler as putBins } from '../../../functions/waves/put-bins.ts';
import { handler as shipManifest } from '../../../functions/waves/ship-manifest.ts';
import type { PickRow } from '../../../shared/waves/pick-list.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { putProducts } from '../../harness/put-products.ts';
import { happened } from '../fulfilment-orders.ts';
import { bytesOf, idsOf, openWaveRoom, stateOf } from './wave-room.ts';

let room: Awaited<ReturnType<typeof openWaveRoom>>;
let main: string;
beforeAll(async () => {
  room = await openWaveRoom();
  await putProducts(room.table, ['A', 'B', 'C']);
}, 60_000);
beforeEach(async () => {
  main = await room.move();
});
afterAll(() => room?.close());

const bins = (body: unknown) => callHandler(putBins, { params: { id: main }, body });

describe('a pick list', () => {
  it('sums what lies in a bin, in walking order, and says for which tote', async () => {
    const shelves = [
      { sku: 'A', bin: 'A-10-01-1' },
      { sku: 'B', bin: 'A-9-01-1' },
    ];
    expect((await bins({ bins: shelves })).body).toEqual({ locationId: main, saved: 2 });
    expect((await bins({ bins: [{ sku: 'GONE', bin: 'A-1' }] })).status).toBe(422);
    expect((await callHandler(getBins, { params: { id: main } })).body.items).toHaveLength(2);
    await room.released(['A', 'B', 'C']);
    await room.released(['A']);
    const { body } = await room.wave();
    const id = String(body.id);
    const list = await callHandler(getList, { params: { id } });
    const rows = list.body.rows as PickRow[];
    expect(rows.map(({ bin, sku, quantity }) => [bin, sku, quantity])).toEqual([
      ['A-9-01-1', 'B', 1],
      ['A-10-01-1', 'A', 2],
      [undefined, 'C', 1],
    ]);
    expect(rows[1]?.for.map(({ position, quantity }) => [position, quantity])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    const csv = parse((await bytesOf(exportList, id)).toString(), { bom: true, columns: true });
    expect(csv[0]).toMatchObject({ stop: '1', bin: 'A-9-01-1', sku: 'B', quantity: '1' });
  });
});

describe('a wave of a zone', () => {
  it('holds what lies in one aisle; the rest is another zone’s', async () => {
    const shelves = [
      { sku: 'A', bin: 'X-1' },
      { sku: 'B', bin: 'X-2' },
      { sku: 'C', bin: 'Y-1' },
    ];
    await bins({ bins: shelves });
    const both = await room.released(['A', 'B']);
    const mixed = await room.released(['A', 'C']);
    const one = await room.released(['B']);
    await bins({ bins: [{ sku: 'C', bin: null }] });
    const waves = [await room.wave({ by: 'zone' }), await room.wave({ by: 'zone' })].map(({ body }) => body);
    const of = (group: string) => idsOf(waves.find((each) => each.group === group)).sort();
    expect(of('X')).toEqual([both.id, one.id].sort());
    expect(of('mixed')).toEqual([mixed.id]);
  });
});

describe('picking a wave', () => {
  it('gives a shortage to the least urgent order, and may be said again', async () => {
    const [first, second, held] = [
      await room.released(['A']),
      await room.released(['A']),
      await room.released(['A']),
    ];
    const { body } = await room.wave();
    const order = idsOf(body);
    await room.hold(held);
    const last = order.filter((id) => id !== held.id).at(-1);
    for (let time = 0; time < 2; time++) {
      const answer = await room.post(pickWave, { id: String(body.id) }, { lines: [{ sku: 'A', picked: 1 }] });
      expect(answer.status).toBe(200);
      const { wave } = answer.body as { wave: unknown };
      expect(stateOf(wave, last ?? '')).toMatchObject({ state: 'short' });
      expect(wave).toMatchObject({ progress: { picked: 1, short: 1, held: 1 } });
    }
    const rest = await room.post(pickWave, { id: String(body.id) }, { others: 'picked' });
    expect(rest.body).toMatchObject({ wave: { progress: { picked: 1, short: 1, held: 1 } } });
    const found = await room.post(pickWave, { id: String(body.id) }, { lines: [{ sku: 'A', picked: 2 }] });
    expect(found.body).toMatchObject({ wave: { progress: { picked: 2, held: 1 } } });
    for (const each of [first, second])
      expect((await happened(room.table, each.order)).filter((type) => type === 'picked')).toHaveLength(1);
  });

  it('waits with what was not looked for, and refuses what cannot be', async () => {
    const { id } = await room.released(['A', 'C']);
    const { body } = await room.wave();
    const wave = { id: String(body.id) };
    const some = await room.post(pickWave, wave, { lines: [{ sku: 'A', picked: 1 }] });
    expect(some.body).toMatchObject({ results: [{ fulfilmentId: id, result: 'waiting' }] });
    expect((await room.fulfilment(id)).status).toBe('released');
    for (const lines of [[{ sku: 'A', picked: 2 }], [{ sku: 'X', picked: 0 }]])
      expect((await room.post(pickWave, wave, { lines })).status).toBe(422);
  });
});

describe('a parcel that does not weigh what its goods do', () => {
  it('is packed only when somebody says that it is right', async () => {
    const one = await room.released(['A']);
    const { body } = await room.wave();
    await room.post(pickWave, { id: String(body.id) }, { others: 'picked' });
    const parcels = [{ weightGrams: 2000 }];
    const refused = await room.post(pack, { id: one.id }, { parcels });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'weight_differs', parcels: [{ parcel: 1, weightGrams: 2000, expectedGrams: 300 }] },
    });
    expect((await room.post(pack, { id: one.id }, { parcels, confirmWeight: true })).status).toBe(200);
    expect(await happened(room.table, one.order)).toContain('weight_confirmed');
  });
});

describe('a manifest', () => {
  it('hands over what can leave, and leaves the rest for another one', async () => {
    const work = await room.many(4);
    const [held, other] = work;
    if (!held || !other) throw new Error('too few');
    for (const each of work) await room.waybilled(each, each === other ? 'dhl' : 'generic');
    const { status, body } = await room.manifest();
    expect([status, idsOf(body).length]).toEqual([201, 3]);
    expect((await room.manifest()).status).toBe(409);
    await room.hold(held);
    const id = String(body.id);
    const shipped = await room.post(shipManifest, { id });
    expect(shipped).toMatchObject({
      status: 200,
      body: { status: 'closed', leftBehind: [{ fulfilmentId: held.id, code: 'order_on_hold' }] },
    });
    expect(shipped.body).toMatchObject({ progress: { shipped: 2, held: 1 } });
    expect(await room.post(shipManifest, { id })).toMatchObject({ status: 200, body: { status: 'closed' } });
    for (const each of work.slice(2)) expect((await room.fulfilment(each.id)).status).toBe('shipped');
    const left = await room.fulfilment(held.id);
    expect(left).toMatchObject({ status: 'waybilled' });
    expect(left).not.toHaveProperty('manifestId');
    expect(await room.wrong(id, work)).toEqual([]);
    expect(await room.post(cancelManifest, { id })).toMatchObject({ status: 409 });
  });

  it('takes effect once when three hand it over at the same time', async () => {
    const work = await room.many(3);
    for (const each of work) await room.waybilled(each);
    const { body } = await room.manifest();
    const answers = await Promise.all([1, 2, 3].map(() => room.post(shipManifest, { id: String(body.id) })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const each of work)
      expect((await happened(room.table, each.order)).filter((type) => type === 'shipped')).toHaveLength(1);
  });
});
