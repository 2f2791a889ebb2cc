import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { handler as adjustStock } from '../../functions/inventory/adjust-stock.ts';
import { handler as listMovements } from '../../functions/inventory/list-movements.ts';
import { handler as reportDamage } from '../../functions/inventory/report-damage.ts';
import { applyRepair } from '../../scripts/repair/apply-repair.ts';
import { repairText } from '../../scripts/repair/print-repairs.ts';
import { repairTable } from '../../scripts/repair/repair-table.ts';
import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openStockRoom, type StockRoom } from '../harness/stock-room.ts';

let room: StockRoom;

beforeAll(async () => {
  room = await openStockRoom();
}, 60_000);

afterAll(() => room?.close());

const set = (sku: string, sk: string, field: string, value: number) =>
  room.table.client.send(
    new UpdateCommand({
      TableName: room.table.name,
      Key: { pk: `SKU#${sku}`, sk },
      UpdateExpression: 'SET #field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
const read = async (pk: string, sk: string) =>
  (
    await room.table.client.send(
      new GetCommand({ TableName: room.table.name, Key: { pk, sk }, ConsistentRead: true }),
    )
  ).Item;
const STOCK = 'STOCK#main#0';

describe('npm run verify -- --repair', () => {
  it('proposes nothing where nothing is wrong', async () => {
    await room.stocked('FINE', 10);
    const report = await repairTable(room.table, false);
    expect(report).toMatchObject({ repairs: [], undecided: [] });
    expect(repairText(report, false)).toContain('No balance of the stock is to be repaired.');
  });

  it('says what it would write and why, writes it only when told to, and then all is right', async () => {
    await room.stocked('BENT', 10, { safetyStock: 2 });
    await callHandler(reportDamage, {
      body: { locationId: 'main', sku: 'BENT', quantity: 3, reason: 'fell down' },
    });
    await set('BENT', STOCK, 'onHand', 9);
    await set('BENT', STOCK, 'reserved', 4);
    await set('BENT', 'DAMAGED#main', 'damaged', 1);
    const proposed = await repairTable(room.table, false);
    expect(proposed.undecided).toEqual([]);
    const text = repairText(proposed, false);
    expect(text).toContain('onHand 9 → 7, reserved 4 → 0');
    expect(text).toContain('because onHand is 9; its movements sum to 7');
    expect(text).toContain('because reserved is 4; orders hold 0');
    expect(text).toContain('damaged 1 → 3');
    expect(await read('SKU#BENT', STOCK)).toMatchObject({ onHand: 9, reserved: 4 });
    expect((await repairTable(room.table, true)).applied).toHaveLength(2);
    expect(await read('SKU#BENT', STOCK)).toMatchObject({ onHand: 7, reserved: 0, available: 5 });
    expect((await verifyTable(room.table)).differences).toEqual([]);
  });

  it('does not write over what has changed since', async () => {
    await room.stocked('MOVED', 10);
    await set('MOVED', STOCK, 'onHand', 12);
    const { repairs } = await repairTable(room.table, false);
    await room.receive('MOVED', 5);
    for (const repair of repairs) expect(await applyRepair(room.table, repair)).toBe(false);
    await repairTable(room.table, true);
    expect(await read('SKU#MOVED', STOCK)).toMatchObject({ onHand: 15, available: 15 });
  });

  it('does not take a lost movement for a wrong balance', async () => {
    await room.stocked('LOST', 10);
    const { body } = await callHandler(listMovements, { params: { sku: 'LOST' } });
    const [{ id }] = body.items as [{ id: string }];
    const Key = { pk: 'SKU#LOST', sk: `MOVEMENT#${id}` };
    const movement = await read(Key.pk, Key.sk);
    await room.table.client.send(new DeleteCommand({ TableName: room.table.name, Key }));
    const report = await repairTable(room.table, true);
    expect(report.repairs).toEqual([]);
    expect(report.undecided).toMatchObject([
      { why: expect.stringMatching(/rcp_\w+ · main says 10, the ledger has 0 of it/) },
    ]);
    expect(await read('SKU#LOST', STOCK)).toMatchObject({ onHand: 10 });
    await room.table.client.send(new PutCommand({ TableName: room.table.name, Item: movement }));
  });

  it('misses a movement also where no paper tells of it', async () => {
    await room.stocked('UNPAPERED', 10);
    await callHandler(adjustStock, {
      body: { locationId: 'main', sku: 'UNPAPERED', delta: 3, reason: 'found' },
    });
    const { body } = await callHandler(listMovements, { params: { sku: 'UNPAPERED' } });
    const found = (body.items as { id: string; quantity: number }[]).find(({ quantity }) => quantity === 3);
    const Key = { pk: 'SKU#UNPAPERED', sk: `MOVEMENT#${found?.id}` };
    const movement = await read(Key.pk, Key.sk);
    await room.table.client.send(new DeleteCommand({ TableName: room.table.name, Key }));
    const report = await repairTable(room.table, true);
    expect(report.repairs).toEqual([]);
    expect(report.undecided).toMatchObject([
      { why: expect.stringMatching(/had 2 movements, the ledger has 1 of it/) },
    ]);
    await room.table.client.send(new PutCommand({ TableName: room.table.name, Item: movement }));
  });

  it.each<[string, string, () => Promise<unknown>, RegExp]>([
    [
      'a movement that stands twice',
      'DOUBLE',
      async () => {
        const { body } = await callHandler(listMovements, { params: { sku: 'DOUBLE' } });
        const [entry] = body.items as Record<string, unknown>[];
        const id = `${entry?.id}X`;
        const Item = { ...entry, pk: 'SKU#DOUBLE', sk: `MOVEMENT#${id}`, id };
        return room.table.client.send(new PutCommand({ TableName: room.table.name, Item }));
      },
      /says 10, the ledger has 20 of it/,
    ],
    [
      'a movement of no units',
      'ODD',
      async () => {
        const Item = { pk: 'SKU#ODD', sk: 'MOVEMENT#mov_0', id: 'mov_0', sku: 'ODD', locationId: 'main' };
        await room.table.client.send(new PutCommand({ TableName: room.table.name, Item }));
        return set('ODD', STOCK, 'onHand', 11);
      },
      /the movement mov_0 cannot be read/,
    ],
    [
      'a row that is gone',
      'NOROW',
      () =>
        room.table.client.send(
          new DeleteCommand({ TableName: room.table.name, Key: { pk: 'SKU#NOROW', sk: STOCK } }),
        ),
      /its stock row is gone/,
    ],
    [
      'more held by orders than there can be',
      'HELD',
      async () => {
        const units = [{ lineId: 'lin_1', sku: 'HELD', shard: 0, quantity: 12 }];
        const Item = { pk: 'ORDER#ord_X', sk: 'RESERVATION#0001#0001', locationId: 'main', units };
        return room.table.client.send(new PutCommand({ TableName: room.table.name, Item }));
      },
      /orders hold 12 of the 10 that would be there/,
    ],
  ])('leaves %s to people', async (_, sku, breakIt, why) => {
    await room.stocked(sku, 10);
    await breakIt();
    const { repairs, undecided } = await repairTable(room.table, true);
    expect(repairs.map((each) => ('name' in each ? each.name : each.pk)).join()).not.toContain(sku);
    expect(undecided.find(({ name }) => name.startsWith(sku))?.why).toMatch(why);
  });
});
