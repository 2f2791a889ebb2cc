import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { handler as cancelWave } from '../../../functions/waves/cancel-wave.ts';
import { handler as listWaves } from '../../../functions/waves/list-waves.ts';
import { loadOrder } from '../../../shared/orders/effects/load-order.ts';
import { recallAnswer } from '../../../shared/runtime/idempotency.ts';
import { buildGathering } from '../../../shared/waves/effects/build-gathering.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { idsOf, openWaveRoom, stateOf } from './wave-room.ts';

let room: Awaited<ReturnType<typeof openWaveRoom>>;
let main: string;
beforeAll(async () => {
  room = await openWaveRoom();
}, 60_000);
beforeEach(async () => {
  main = await room.move();
});
afterAll(() => room?.close());

/** A table that dies after so many writes, as a function does that is stopped. */
const dyingAfter = (writes: number) => {
  const { client, name } = room.table;
  let left = writes;
  const send = async (command: Parameters<typeof client.send>[0]) => {
    if (/Put|Update|Transact/.test(command.constructor.name) && left-- <= 0) throw new Error('stopped');
    return client.send(command);
  };
  return { name, client: { send } as unknown as typeof client };
};

describe('a wave', () => {
  it('takes released work in handling order, each once, and is answered again to the same key', async () => {
    const work = await room.many(5);
    const first = await room.wave({ maxOrders: 3 }, { 'idempotency-key': 'w1' });
    expect(first).toMatchObject({
      status: 201,
      body: { status: 'open', orders: 3, progress: { to_pick: 3 } },
    });
    const again = await room.wave({ maxOrders: 3 }, { 'idempotency-key': 'w1' });
    expect(again).toMatchObject({
      status: 201,
      headers: { 'idempotent-replayed': 'true' },
      body: first.body,
    });
    const second = await room.wave();
    expect([...idsOf(first.body), ...idsOf(second.body)].sort()).toEqual(work.map(({ id }) => id).sort());
    expect(await room.wave()).toMatchObject({ status: 409, body: { code: 'nothing_to_gather' } });
    const list = await callHandler(listWaves, { query: { locationId: main } });
    expect((list.body.items as { id: string }[]).map(({ id }) => id)).toEqual([
      second.body.id,
      first.body.id,
    ]);
  });

  it.each([{ kind: 'supplier' }, { system: 'external' }] as const)(
    'is not for locations where others do the work: %j',
    async (outside) => {
      await room.released();
      await room.become(outside);
      for (const gathered of [await room.wave(), await room.manifest()])
        expect(gathered).toMatchObject({ status: 409, body: { code: 'worked_outside', locationId: main } });
    },
  );

  it('takes nothing that is held or cancelled, and knows its location', async () => {
    const [held, cancelled, free] = await room.many(3);
    if (!held || !cancelled || !free) throw new Error('too few');
    expect((await room.hold(held)).status).toBe(201);
    expect((await room.cancel(cancelled)).status).toBe(200);
    expect(idsOf((await room.wave()).body)).toEqual([free.id]);
    expect(await room.wave({ locationId: 'nowhere' })).toMatchObject({ status: 422 });
  });

  it('shows what was held or cancelled after it was taken, and is closed when the rest is through', async () => {
    const [held, cancelled] = await room.many(2);
    if (!held || !cancelled) throw new Error('too few');
    const { body } = await room.wave();
    await room.hold(held);
    await room.cancel(cancelled);
    const seen = await room.read(String(body.id));
    expect(stateOf(seen, held.id)).toMatchObject({ state: 'held', why: 'manual' });
    expect(stateOf(seen, cancelled.id)).toMatchObject({ state: 'dropped', why: 'cancelled' });
    expect(seen).toMatchObject({ status: 'closed' });
    await room.sweep(60);
    expect(await room.fulfilment(held.id)).not.toHaveProperty('waveId');
  });

  it('gives its work back when it is cancelled', async () => {
    const work = await room.many(3);
    const { body } = await room.wave();
    const cancelled = await room.post(cancelWave, { id: String(body.id) });
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect((await room.post(cancelWave, { id: String(body.id) })).status).toBe(200);
    expect(idsOf((await room.wave()).body)).toHaveLength(work.length);
  });

  it('groups by SKU or carrier, from the most urgent on', async () => {
    await room.released(['A', 'B']);
    const one = await room.released(['C']);
    await room.released(['D']);
    const again = await room.released(['C']);
    const wave = await room.wave({ by: 'single_sku' });
    expect(wave.body).toMatchObject({ by: 'single_sku', group: 'C' });
    expect(idsOf(wave.body).sort()).toEqual([one.id, again.id].sort());
    expect((await room.wave({ by: 'carrier' })).body).toMatchObject({ group: 'any', orders: 2 });
  });
});

/** A table in which two waves both know what they want before either takes anything; `blind` forgets the condition. */
const faceToFace = (blind: boolean) => {
  const { client, name } = room.table;
  let begun = 0;
  const both = Promise.withResolvers<void>();
  const send = async (command: Parameters<typeof client.send>[0]) => {
    if (command instanceof UpdateCommand) {
      await both.promise;
      if (blind) command.input.ConditionExpression = '#status = :status';
    }
    const answer = await client.send(command);
    if (command instanceof PutCommand && ++begun === 2) both.resolve();
    return answer;
  };
  return { name, client: { send } as unknown as typeof client };
};

const shared = async (blind: boolean): Promise<number> => {
  await room.many(6);
  const deps = room.deps(faceToFace(blind));
  const request = { body: { locationId: main, maxOrders: 6 }, actor: { name: 'user:a' } };
  const answers = await Promise.all([1, 2].map(() => buildGathering('wave', request, deps)));
  const taken = answers.flatMap((answer) => ('body' in answer ? idsOf(answer.body) : []));
  expect(new Set(taken).size).toBe(6);
  return taken.length - 6;
};

describe('waves that are built at once', () => {
  it('share nothing, although both wanted the same', async () => {
    expect(await shared(false)).toBe(0);
  });

  it('would share all of it, were it not for the condition of the write', async () => {
    expect(await shared(true)).toBe(6);
  });

  it('share nothing, and leave nothing that somebody wanted', async () => {
    const work = await room.many(24);
    const waves = await Promise.all([1, 2, 3].map(() => room.wave({ maxOrders: 8 })));
    const built = waves.filter(({ status }) => status === 201);
    const taken = built.flatMap(({ body }) => idsOf(body));
    expect(new Set(taken).size).toBe(taken.length);
    expect(waves.map(({ status }) => status).filter((status) => status !== 201 && status !== 409)).toEqual(
      [],
    );
    for (const { body } of built)
      for (const id of idsOf(body)) expect((await room.fulfilment(id)).waveId).toBe(body.id);
    // Whatever lost every race is still free.
    const rest = taken.length < work.length ? idsOf((await room.wave({ maxOrders: 24 })).body) : [];
    expect([...taken, ...rest].sort()).toEqual(work.map(({ id }) => id).sort());
  });

  it.each(['cancel', 'hold'] as const)('beside a %s lose neither', async (what) => {
    const work = await room.many(6);
    const [wave, ...others] = await Promise.all([room.wave(), ...work.slice(0, 3).map(room[what])]);
    expect(wave.status).toBe(201);
    expect(others.map(({ status }) => status)).toEqual(Array(3).fill(what === 'hold' ? 201 : 200));
    const seen = await room.read(String(wave.body.id));
    for (const { id, order } of work.slice(0, 3)) {
      expect(['held', 'dropped', undefined]).toContain(stateOf(seen, id)?.state);
      const { head } = (await loadOrder(room.table, order.head.id)) as Awaited<typeof order>;
      expect(what === 'hold' ? head.holds.length : head.status).toBe(what === 'hold' ? 1 : 'cancelled');
    }
    for (const { id } of work.slice(3)) expect(stateOf(seen, id)?.state).toBe('to_pick');
  });
});

describe('a wave whose building is stopped', () => {
  it.each([
    [1, 6],
    [40, 100],
    [7, 6],
  ])(
    'after %d writes is finished by the sweep with all of %d, and answers its key',
    async (writes, count) => {
      const work = await room.many(count);
      const idempotency = {
        operation: 'create-wave',
        scope: 'merchant',
        key: `k${writes}`,
        requestHash: 'h',
      };
      const request = { body: { locationId: main, maxOrders: 100 }, actor: { name: 'user:a' }, idempotency };
      await expect(buildGathering('wave', request, room.deps(dyingAfter(writes)))).rejects.toThrow('stopped');
      const listed = async (status: string) =>
        (await callHandler(listWaves, { query: { locationId: main, status } })).body.items as {
          id: string;
          orders: number;
        }[];
      expect(await listed('building')).toHaveLength(1);
      await room.sweep();
      const [wave] = await listed('open');
      expect(wave?.orders).toBe(count);
      for (const { id } of work) expect((await room.fulfilment(id)).waveId).toBe(wave?.id);
      expect(await recallAnswer(room.table, idempotency)).toMatchObject({
        status: 201,
        body: { id: wave?.id },
      });
      expect(await room.wrong(wave?.id, work)).toEqual([]);
    },
    60_000,
  );
});
