import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context } from 'aws-lambda';
import { handler as createWave } from '../../../functions/waves/create-wave.ts';
import { handler as getManifest } from '../../../functions/waves/get-manifest.ts';
import { handler as getWave } from '../../../functions/waves/get-wave.ts';
import { handler as listManifests } from '../../../functions/waves/list-manifests.ts';
import { handler as printManifest } from '../../../functions/waves/print-manifest.ts';
import { handler as printList } from '../../../functions/waves/print-pick-list.ts';
import { handler as settle } from '../../../functions/waves/settle-gatherings.ts';
import { handler as shipManifest } from '../../../functions/waves/ship-manifest.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { bytesOf, openWaveRoom } from './wave-room.ts';

let room: Awaited<ReturnType<typeof openWaveRoom>>;
let main: string;
let task: string;
beforeAll(async () => {
  room = await openWaveRoom();
  task = await mkdtemp(join(tmpdir(), 'oms-font-'));
  await symlink(resolve('node_modules/noto-sans-sc/noto_sans_sc_regular'), join(task, 'label-font'));
  process.env.LAMBDA_TASK_ROOT = task;
  main = await room.move();
}, 60_000);
afterAll(async () => {
  await rm(task, { recursive: true });
  await room?.close();
});

describe('paper', () => {
  it('is printed for a wave and for a manifest', async () => {
    const one = await room.released();
    const wave = await room.wave();
    const list = await bytesOf(printList, String(wave.body.id));
    await room.waybilled(one);
    const manifest = await room.manifest();
    const paper = await bytesOf(printManifest, String(manifest.body.id));
    for (const file of [list, paper]) {
      expect(file.subarray(0, 5).toString()).toBe('%PDF-');
      expect(file.length).toBeGreaterThan(5000);
    }
    const open = await callHandler(listManifests, { query: { locationId: main } });
    expect(open.body.items).toMatchObject([{ id: manifest.body.id, carrier: 'generic', orders: 1 }]);
    const read = await callHandler(getManifest, { params: { id: String(manifest.body.id) } });
    expect(read.body).toMatchObject({ fulfilments: [{ fulfilmentId: one.id, state: 'packed' }] });
    await room.post(shipManifest, { id: String(manifest.body.id) });
    expect(await room.read(String(wave.body.id))).toMatchObject({ status: 'closed' });
    const now = new Date(Date.now() + 3_600_000).toISOString();
    const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
    expect(await settle({ now }, context)).toMatchObject({ asOf: now });
    expect(await room.read(String(wave.body.id))).toMatchObject({
      status: 'closed',
      endedAt: expect.any(String),
    });
  });
});

describe('a wave', () => {
  it('is a 404 where there is none, a 422 by a wrong id, and made by a warehouse only', async () => {
    const id = 'wav_01J00000000000000000000000';
    expect((await callHandler(getWave, { params: { id } })).status).toBe(404);
    expect((await callHandler(getWave, { params: { id: 'wav_1' } })).status).toBe(422);
    const body = { locationId: main };
    expect((await callHandler(createWave, { body, roles: ['service_agent'] })).status).toBe(403);
    expect((await callHandler(createWave, { body: { ...body, maxOrders: 201 } })).status).toBe(422);
  });
});
