import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { handler as allocate } from '../../../functions/fulfilment/allocate-order.ts';
import { handler as waybill } from '../../../functions/fulfilment/create-waybill.ts';
import { handler as pack } from '../../../functions/fulfilment/pack-fulfilment.ts';
import { handler as pick } from '../../../functions/fulfilment/pick-fulfilment.ts';
import { handler as putLocation } from '../../../functions/locations/put-location.ts';
import { handler as cancelOrder } from '../../../functions/orders/cancel-order.ts';
import { handler as holdOrder } from '../../../functions/orders/place-hold.ts';
import { handler as createManifest } from '../../../functions/waves/create-manifest.ts';
import { handler as createWave } from '../../../functions/waves/create-wave.ts';
import { handler as getWave } from '../../../functions/waves/get-wave.ts';
import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { findWithBody } from '../../../shared/fulfilment/effects/fulfilment-store.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { eachAtOnce } from '../../../shared/waves/effects/each-at-once.ts';
import { sweepGatherings } from '../../../shared/waves/effects/sweep-gatherings.ts';
import { aLocation } from '../../builders/a-product.ts';
import { type Call, callHandler } from '../../harness/call-handler.ts';
import { openTestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { aStoredOrder, consume } from '../fulfilment-orders.ts';

export type Released = { order: Order; id: string };
type Answered = { id: string; fulfilments: { fulfilmentId: string; state: string; why?: string }[] };

/** Warehouses with released work, in a table of its own; `move` goes to an empty one. */
export const openWaveRoom = async () => {
  useCursorSecret();
  const test = await openTestTable();
  await useTestTable(test);
  let main = 'main';
  const move = async (): Promise<string> => {
    main = `main-${randomUUID().slice(0, 8)}`;
    await callHandler(putLocation, { params: { id: main }, body: aLocation() });
    return main;
  };
  /** The location changes its ways. */
  const become = (change: Parameters<typeof aLocation>[0]) =>
    callHandler(putLocation, { params: { id: main }, body: aLocation(change) });
  const deps = (table = test.table) => ({ table, now: () => new Date(), random: Math.random });

  /** An order in the hands of a location; its two units are of one SKU, or one each of several. */
  const released = async (skus: readonly string[] = [randomUUID().slice(0, 8)]): Promise<Released> => {
    const units = skus.map((sku) => ({ lineId: `lin_${sku}`, sku, shard: 0, quantity: 1 }));
    const reservations = [{ fulfilment: 1, page: 1, locationId: main, units }];
    const order = await aStoredOrder(test.table, { reservations });
    expect(await consume(allocate, { orderId: order.head.id })).toBe(0);
    return { order, id: `ful_${order.head.id.slice(4)}_1` };
  };
  const many = (count: number): Promise<Released[]> =>
    eachAtOnce(
      Array.from({ length: count }, (_, at) => at),
      () => released(),
    );
  const post = async (
    handler: Parameters<typeof callHandler>[0],
    params: Call['params'],
    body: unknown = {},
  ) => callHandler(handler, { ...(params ? { params } : {}), body, roles: ['warehouse'] });
  const fulfilment = async (id: string) => {
    const found = (await findWithBody(test.table, id))?.fulfilment;
    if (!found) throw new Error(`no fulfilment ${id}`);
    return found;
  };
  /** Brings a fulfilment as far as its waybill. */
  const waybilled = async ({ id }: Released, carrier = 'generic'): Promise<void> => {
    const lines = (await fulfilment(id)).lines.map(({ lineId, quantity }) => ({ lineId, picked: quantity }));
    for (const [step, body] of [
      [pick, { lines }],
      [pack, {}],
      [waybill, { carrier }],
    ] as const)
      expect((await post(step, { id }, body)).status).toBe(200);
  };
  return {
    ...test,
    deps,
    move,
    become,
    released,
    many,
    post,
    fulfilment,
    waybilled,
    wave: (body: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
      callHandler(createWave, { body: { locationId: main, ...body }, headers, roles: ['warehouse'] }),
    manifest: (body: Record<string, unknown> = {}) =>
      post(createManifest, undefined, { locationId: main, carrier: 'generic', ...body }),
    read: async (id: string) => (await callHandler(getWave, { params: { id } })).body as unknown as Answered,
    hold: ({ order }: Released) =>
      callHandler(holdOrder, {
        params: { id: order.head.id },
        body: { kind: 'manual', reason: 'a question' },
      }),
    cancel: ({ order }: Released) =>
      callHandler(cancelOrder, { params: { id: order.head.id }, body: { reason: 'changed my mind' } }),
    /** What the proof says of a wave or manifest and its work. */
    wrong: async (id: unknown, work: readonly Released[]): Promise<string[]> => {
      const pks = [`${String(id).startsWith('wav') ? 'WAVE' : 'MANIFEST'}#${id}`];
      const said = await verifyTable(
        test.table,
        new Date(),
        itemsOf(test.table, [...pks, ...work.map(({ order }) => `ORDER#${order.head.id}`)]),
      );
      const of = /^(wav|man)_|^ful_|^WAVE|^MANIFEST/;
      return said.differences.filter(({ key }) => of.test(key)).map(({ key, what }) => `${key}: ${what}`);
    },
    /** What the schedule does, some minutes later. */
    sweep: (minutes = 3) =>
      sweepGatherings(new Date(Date.now() + minutes * 60_000).toISOString(), deps(), () => 60_000),
  };
};

const itemsOf = async function* (table: Table, pks: readonly string[]) {
  for (const pk of pks) {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    );
    yield* Items as (Record<string, unknown> & { pk: string; sk: string })[];
  }
};

/** What a handler answers that sends a file. */
export const bytesOf = async (handler: Parameters<typeof callHandler>[0], id: string): Promise<Buffer> => {
  const event = {
    rawPath: '/',
    headers: {},
    pathParameters: { id },
    requestContext: { authorizer: { jwt: { claims: { sub: 'p', 'cognito:groups': '[warehouse]' } } } },
  };
  const answer = await handler(event as never, { awsRequestId: 'r' } as never);
  return Buffer.from((answer as { body: string }).body, 'base64');
};

/** The fulfilments an answer names, in its order. */
export const idsOf = (body: unknown): string[] =>
  (body as Answered).fulfilments.map(({ fulfilmentId }) => fulfilmentId);
export const stateOf = (body: unknown, id: string) =>
  (body as Answered).fulfilments.find(({ fulfilmentId }) => fulfilmentId === id);
