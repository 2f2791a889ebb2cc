import { handler as listMovements } from '../../functions/inventory/list-movements.ts';
import { handler as cancelTransfer } from '../../functions/stock-documents/cancel-transfer.ts';
import { handler as createTransfer } from '../../functions/stock-documents/create-transfer.ts';
import { handler as dispatchTransfer } from '../../functions/stock-documents/dispatch-transfer.ts';
import { handler as getTransfer } from '../../functions/stock-documents/get-transfer.ts';
import { handler as listTransfers } from '../../functions/stock-documents/list-transfers.ts';
import { handler as receiveTransfer } from '../../functions/stock-documents/receive-transfer.ts';
import type { Role } from '../../shared/kernel/actor.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openStockRoom, type StockRoom } from '../harness/stock-room.ts';

let room: StockRoom;

beforeAll(async () => {
  room = await openStockRoom();
}, 60_000);

afterAll(() => room?.close());

type Headers = Record<string, string>;

const agree = async (sku: string, quantity: number, more: Record<string, unknown> = {}) => {
  const body = { fromLocationId: 'main', toLocationId: 'store', lines: [{ sku, quantity }], ...more };
  const answer = await callHandler(createTransfer, { body });
  expect(answer.status).toBe(201);
  return answer.body.id as string;
};
const dispatch = (id: string, body: unknown = {}, headers: Headers = {}) =>
  callHandler(dispatchTransfer, { params: { id }, body, headers });
const receive = (id: string, line: Record<string, unknown>, headers: Headers = {}) =>
  callHandler(receiveTransfer, { params: { id }, body: { lines: [line] }, headers });

describe('transfers between locations', () => {
  it('move goods that are for sale nowhere while they are on their way', async () => {
    await room.stocked('DESK', 10, { safetyStock: 1 });
    const id = await agree('DESK', 6, { expectedAt: '2030-01-01T00:00:00Z' });
    expect(await room.inventory('DESK')).toMatchObject({ onHand: 10, available: 9, inTransit: 0 });
    expect((await dispatch(id)).body).toMatchObject({ status: 'dispatched', lines: [{ dispatched: 6 }] });
    expect(await room.inventory('DESK')).toMatchObject({
      onHand: 4,
      available: 3,
      inTransit: 6,
      expected: [{ document: id, kind: 'inTransit', locationId: 'store', quantity: 6 }],
    });
    const part = await receive(id, { sku: 'DESK', received: 3, damaged: 1 });
    expect(part.body).toMatchObject({
      status: 'dispatched',
      version: 3,
      lines: [{ received: 3, damaged: 1, lost: 0 }],
    });
    const rest = await receive(id, { sku: 'DESK', received: 1, lost: 1 });
    expect(rest.body).toMatchObject({ status: 'received', lines: [{ received: 4, damaged: 1, lost: 1 }] });
    expect(await room.inventory('DESK')).toMatchObject({
      onHand: 8,
      inTransit: 0,
      damaged: 1,
      locations: [
        { locationId: 'main', onHand: 4, damaged: 0 },
        { locationId: 'store', onHand: 4, damaged: 1, safety: 1 },
      ],
    });
    const { body } = await callHandler(listMovements, { params: { sku: 'DESK' } });
    expect((body.items as { cause: string }[]).map(({ cause }) => cause).sort()).toEqual([
      'receipt',
      'transfer_in',
      'transfer_in',
      'transfer_in',
      'transfer_loss',
      'transfer_out',
    ]);
    expect(await room.wrong()).toEqual([]);
  });

  it('leave once, however many send them off', async () => {
    await room.stocked('CHAIR', 20);
    const id = await agree('CHAIR', 5);
    const answers = await Promise.all(Array.from({ length: 6 }, () => dispatch(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'illegal_transition',
      state: 'dispatched',
    });
    expect(await room.inventory('CHAIR')).toMatchObject({ onHand: 15, inTransit: 5 });
    const again = await agree('CHAIR', 5);
    const key = { 'idempotency-key': 'chairs' };
    const same = await Promise.all(Array.from({ length: 4 }, () => dispatch(again, {}, key)));
    expect(same.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await room.inventory('CHAIR')).toMatchObject({ onHand: 10, inTransit: 10 });
    expect(await room.wrong()).toEqual([]);
  }, 30_000);

  it('arrive once, however many take them in', async () => {
    await room.stocked('SHELF', 10);
    const id = await agree('SHELF', 8);
    await dispatch(id);
    const line = { sku: 'SHELF', received: 3 };
    const answers = await Promise.all(Array.from({ length: 5 }, () => receive(id, line)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'not_in_transit',
      lines: [{ sku: 'SHELF', reported: 3, inTransit: 2 }],
    });
    const key = { 'idempotency-key': 'shelves' };
    const repeats = await Promise.all(
      Array.from({ length: 4 }, () => receive(id, { sku: 'SHELF', received: 1 }, key)),
    );
    expect(new Set(repeats.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await room.inventory('SHELF')).toMatchObject({ onHand: 9, inTransit: 1 });
    expect(await room.wrong()).toEqual([]);
  }, 30_000);

  it('never take what is promised, also when it is promised at that moment', async () => {
    await room.stocked('BED', 12);
    const ids = await Promise.all(Array.from({ length: 4 }, () => agree('BED', 2)));
    const [sold, sent] = await Promise.all([
      Promise.all(Array.from({ length: 8 }, () => room.reserve('BED'))),
      Promise.all(ids.map((id) => dispatch(id))),
    ]);
    const reserved = sold.filter(Boolean).length;
    const left = sent.filter(({ status }) => status === 200).length;
    expect(reserved + left * 2).toBeLessThanOrEqual(12);
    expect(await room.inventory('BED')).toMatchObject({
      onHand: 12 - left * 2,
      reserved,
      inTransit: left * 2,
    });
    const id = await agree('BED', 12);
    expect((await dispatch(id)).body).toMatchObject({
      code: 'below_reserved',
      sku: 'BED',
      onHand: 12 - left * 2,
      reserved,
    });
  }, 30_000);

  it('may leave with less than was agreed, not with more or other goods', async () => {
    await room.stocked('SOFA', 9);
    await room.stocked('RUG', 9);
    const id = await agree('SOFA', 4);
    const send = (lines: unknown) => dispatch(id, { lines });
    expect((await send([{ sku: 'SOFA', quantity: 5 }])).body.errors).toMatchObject([
      { path: '/lines/0/quantity' },
    ]);
    expect((await send([{ sku: 'RUG', quantity: 1 }])).body.errors).toMatchObject([
      { path: '/lines/0/sku', code: 'not_in_transfer' },
    ]);
    expect((await send([{ sku: 'SOFA', quantity: 3 }])).status).toBe(200);
    expect(await room.inventory('SOFA')).toMatchObject({ onHand: 6, inTransit: 3 });
  });

  it('of a product in many rows take from as few as will do, and spread where they arrive', async () => {
    await room.stocked('HOT', 80, { stockShards: 8 });
    const id = await agree('HOT', 40);
    expect((await dispatch(id)).status).toBe(200);
    expect((await receive(id, { sku: 'HOT', received: 40 })).body).toMatchObject({ status: 'received' });
    expect(await room.inventory('HOT')).toMatchObject({
      locations: [{ onHand: 40 }, { locationId: 'store', onHand: 40 }],
    });
    expect(await room.wrong()).toEqual([]);
  });

  it('are given up before they leave, not after', async () => {
    await room.stocked('MAT', 3);
    const cancel = (id: string, headers: Headers = {}) =>
      callHandler(cancelTransfer, { params: { id }, body: {}, headers });
    const [early, late] = [await agree('MAT', 1), await agree('MAT', 1)];
    expect((await cancel(early, { 'if-match': '"7"' })).status).toBe(412);
    expect((await cancel(early)).body).toMatchObject({ status: 'cancelled' });
    expect((await dispatch(early)).body).toMatchObject({ code: 'illegal_transition', state: 'cancelled' });
    await dispatch(late);
    expect((await cancel(late)).body).toMatchObject({ state: 'dispatched', allowed: ['created'] });
  });

  it('are read and listed by state, by the warehouse and not by shops', async () => {
    await room.stocked('TUB', 3);
    const id = await agree('TUB', 1);
    expect((await callHandler(getTransfer, { params: { id } })).body).toMatchObject({ status: 'created' });
    const { body } = await callHandler(listTransfers, { query: { status: 'created', limit: '1' } });
    expect(body.items).toMatchObject([{ id }]);
    const as = (role: Role) => callHandler(dispatchTransfer, { params: { id }, body: {}, roles: [role] });
    expect((await as('storefront')).status).toBe(403);
    expect((await as('warehouse')).status).toBe(200);
    const none = { id: 'trf_01J00000000000000000000000' };
    expect((await callHandler(getTransfer, { params: none })).status).toBe(404);
    expect((await callHandler(dispatchTransfer, { params: none, body: {} })).status).toBe(404);
  });

  it('are between two known places, of known goods, each once', async () => {
    const body = {
      fromLocationId: 'main',
      toLocationId: 'main',
      lines: [
        { sku: 'TUB', quantity: 1 },
        { sku: 'TUB', quantity: 1 },
      ],
    };
    const { status, body: answer } = await callHandler(createTransfer, { body });
    expect(status).toBe(422);
    expect(answer.errors).toMatchObject([{ code: 'same_location' }, { code: 'duplicate_sku' }]);
  });
});
