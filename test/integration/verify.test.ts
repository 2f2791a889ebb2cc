import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { verifyTable } from '../../scripts/verify/verify-table.ts';
import { money } from '../../shared/kernel/money.ts';
import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import { entryKey } from '../../shared/orders/listing/listing-entries.ts';
import {
  externalIdKey,
  HEAD,
  numberKey,
  orderPk,
  suggestionKey,
  trackingKey,
  UNDER,
} from '../../shared/orders/order-keys.ts';
import { transact, type Write } from '../../shared/runtime/transact.ts';
import { AT, NOW, packedOrder, put, STOCK, writesOf } from '../builders/a-packed-order.ts';
import { aPayment } from '../builders/an-order.ts';
import { openTestTable, type TestTable } from '../harness/dynamodb.ts';

const ORDER = 'ord_01J00000000000000000000000';
const PK = orderPk(ORDER);
const ENTRY = entryKey('SKU#LANTERN', ORDER);
const KEY = {
  head: { pk: PK, sk: HEAD },
  lines: { pk: PK, sk: 'LINES#0001' },
  fulfilment: { pk: PK, sk: 'FULFILMENT#0001' },
  payment: { pk: PK, sk: 'PAYMENT#pay_01J00000000000000000000000_1' },
  reservation: { pk: PK, sk: 'RESERVATION#0001#0001' },
  number: numberKey('240701-ABC123'),
  external: externalIdKey('generic', 'shop-1001', 'shop-1'),
  tracking: trackingKey('generic', 'OMS1'),
};

describe('npm run verify', () => {
  let opened: TestTable;

  beforeEach(async () => {
    opened = await openTestTable();
    const outcome = await transact(opened.table, writesOf(packedOrder()), Math.random);
    expect(outcome.committed).toBe(true);
  }, 60_000);
  afterEach(() => opened.close());

  const set = async (Key: { pk: string; sk: string }, path: string, value: unknown): Promise<void> => {
    const names = path.split('.');
    await opened.table.client.send(
      new UpdateCommand({
        TableName: opened.table.name,
        Key,
        UpdateExpression: `SET ${names.map((_, at) => `#n${at}`).join('.')} = :value`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#n${at}`, name])),
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  };
  const add = (Item: Record<string, unknown>) =>
    opened.table.client.send(new PutCommand({ TableName: opened.table.name, Item }));
  const remove = (Key: { pk: string; sk: string }) =>
    opened.table.client.send(new DeleteCommand({ TableName: opened.table.name, Key }));
  const saidOf = async (): Promise<string> =>
    (await verifyTable(opened.table, NOW)).differences.map(({ key, what }) => `${key}: ${what}`).join('\n');

  it('finds nothing wrong with a table in order, and says what it looked at', async () => {
    const { checked, differences, pending } = await verifyTable(opened.table, NOW);
    expect(differences).toEqual([]);
    expect(pending).toEqual([]);
    expect(checked).toMatchObject({
      orders: 1,
      'stock rows': 1,
      movements: 1,
      payments: 1,
      'number keys': 1,
    });
  });

  const refund = {
    id: 'ref_1',
    version: 1,
    paymentId: aPayment().id,
    status: 'succeeded',
    amount: money(5000, 'CNY'),
  };
  const shipped: Partial<Fulfilment> = { status: 'shipped' };

  it.each<[string, () => Promise<unknown>, string]>([
    ['units without a movement', () => set(STOCK, 'onHand', 11), 'onHand is 11, its movements sum to 10'],
    ['available that was not lowered', () => set(STOCK, 'available', 9), 'available is 9'],
    ['more promised than there is', () => set(STOCK, 'reserved', 12), 'onHand − reserved is negative: -2'],
    ['negative reserved units', () => set(STOCK, 'reserved', -1), 'reserved is negative'],
    [
      'reserved units nobody holds',
      () => set(STOCK, 'reserved', 5),
      'reserved is 5, its reservations hold 2',
    ],
    ['a reservation that is gone', () => remove(KEY.reservation), 'lin_1 wants 2 units, 0 are reserved'],
    ['a reservation of no stock row', () => remove(STOCK), 'there is no such row, but 2'],
    ['a lost head', () => remove(KEY.head), 'has parts, but no head'],
    [
      'a payment that is not in paid',
      () => set(KEY.payment, 'status', 'pending'),
      'totals.paid is 3980, it must be 0',
    ],
    [
      'a refund beyond its payment',
      () => add({ pk: PK, sk: 'REFUND#ref_1', ...refund }),
      'brought 3980, but 5000',
    ],
    [
      'another grand total',
      () => set(KEY.head, 'totals.grand', 4000),
      'totals.grand is 4000, it must be 3980',
    ],
    ['a line that is dearer', () => set(KEY.head, 'totals.goods', 3000), 'totals.goods is 3000'],
    ['a payment axis set by hand', () => set(KEY.head, 'payment', 'unpaid'), 'its facts make it paid'],
    [
      'a fulfilment axis set by hand',
      () => set(KEY.head, 'fulfilment', 'shipped'),
      'its facts make it processed',
    ],
    ['a stage set by hand', () => set(KEY.head, 'stage', 'shipped'), 'its facts make it ready_processed'],
    ['a wrong index key of an order', () => set(KEY.head, 'stagePk', 'STAGE#x#0'), 'stagePk is STAGE#x#0'],
    [
      'a wrong index key of a fulfilment',
      () => set(KEY.fulfilment, 'stagePk', 'WORK#x'),
      'stagePk is WORK#x',
    ],
    [
      'a fulfilment of fewer units',
      () => set(KEY.fulfilment, 'lines', [{ lineId: 'lin_1', sku: 'LANTERN', quantity: 1, picked: 0 }]),
      'carry 1 units of lin_1',
    ],
    [
      'shipped goods that are still reserved',
      () => set(KEY.fulfilment, 'status', shipped.status),
      'reservation pages are to be ended (issue)',
    ],
    [
      'a cancelled order that keeps stock',
      () => set(KEY.head, 'status', 'cancelled'),
      'reservation pages are to be ended (release)',
    ],
    ['a lost number key', () => remove(KEY.number), 'the number 240701-ABC123 has no key'],
    ['a lost external id', () => remove(KEY.external), 'the external id shop-1001 has no key'],
    ['a lost waybill key', () => remove(KEY.tracking), 'the waybill OMS1 has no key'],
    [
      'an external id of another order',
      () => set(KEY.external, 'orderId', 'ord_other'),
      'stands for ord_other',
    ],
    [
      'a number of no order',
      () => add({ ...numberKey('240701-ZZZZZZ'), orderId: 'ord_gone' }),
      'leads to ord_gone, which does not exist',
    ],
    [
      'a waybill of no parcel',
      () =>
        add({
          ...trackingKey('generic', 'OMS9'),
          orderId: 'ord_gone',
          fulfilmentId: 'ful_gone_1',
          parcelId: 'par',
        }),
      'leads to ord_gone',
    ],
    [
      'a milestone told twice',
      () => add({ pk: PK, sk: 'TIMELINE#Z', events: [{ type: 'paid', at: AT, actor: 'x' }] }),
      'paid is told 2 times',
    ],
    [
      'a fact without its milestone',
      () => set(KEY.fulfilment, 'pickedAt', AT),
      'the order is picked, its timeline does not say so',
    ],
  ])('reports %s', async (_, breakIt, said) => {
    await breakIt();
    expect(await saidOf()).toContain(said);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'an order that no list of its product has',
      () => remove(ENTRY),
      'is missing in the list LISTED#SKU#LANTERN',
    ],
    [
      'a held order that is not in the list of holds',
      () =>
        set(KEY.head, 'holds', [{ id: 'hld_1', kind: 'credit', reason: 'x', placedBy: 'x', placedAt: AT }]),
      'is missing in the list LISTED#HOLD#credit',
    ],
    [
      'an order in a list of holds that it does not have',
      () => add(entryKey('HOLD#credit', ORDER)),
      'the order has no such open hold',
    ],
    [
      'a suggestion to merge what does not exist',
      () => add({ ...suggestionKey('cus_1', 'ord_1'), orderIds: ['ord_1', 'ord_2'] }),
      'names ord_1, which does not exist',
    ],
  ])('finds %s', async (_, corrupt, said) => {
    await corrupt();
    expect(await saidOf()).toContain(said);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'that is listed under other goods',
      () => set({ pk: PK, sk: UNDER }, 'names', []),
      'its contacts or goods are not what it is listed under',
    ],
    ['that was never listed', () => remove({ pk: PK, sk: UNDER }), 'not what it is listed under'],
    [
      'that does not remember a list it is in',
      () => add(entryKey('SKU#OTHER', ORDER)),
      'does not remember that it is listed here',
    ],
    [
      'that has ended and would still be merged',
      async () => {
        await add({ ...suggestionKey('cus_1', ORDER), orderIds: [ORDER] });
        await set(KEY.head, 'status', 'completed');
      },
      'is completed',
    ],
  ])('calls an order unfinished %s', async (_, corrupt, said) => {
    await corrupt();
    const { pending } = await verifyTable(opened.table, NOW);
    expect(pending.map(({ what }) => what).join('\n')).toContain(said);
  });

  it('calls stock of an ended order pending while its settlement is on its way', async () => {
    const events = [{ type: 'settlement_requested' }, { type: 'cancelled' }];
    await add({ pk: PK, sk: 'TIMELINE#Z', events });
    await set(KEY.head, 'status', 'cancelled');
    const { differences, pending } = await verifyTable(opened.table, NOW);
    expect(pending.filter(({ key }) => key.startsWith('ORDER#'))).toMatchObject([
      { what: '1 reservation pages are to be ended (release)' },
    ]);
    expect(differences.map(({ what }) => what).join()).not.toContain('reservation');
  });

  it('counts the units of a placement under way, and calls it pending when it is overdue', async () => {
    const pk = orderPk('ord_01J00000000000000000000009');
    const units = [{ lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity: 3 }];
    await add({ pk, sk: 'PLACEMENT', state: 'reserving', dueAt: '2024-07-01T01:59:00.000Z' });
    await add({ pk, sk: 'RESERVATION#0001#0001', fulfilment: 1, page: 1, locationId: 'main', units });
    await set(STOCK, 'reserved', 5);
    await set(STOCK, 'available', 4);
    const { differences, pending } = await verifyTable(opened.table, NOW);
    expect(differences).toEqual([]);
    expect(pending).toHaveLength(1);
  });

  it('reports nothing while units are promised and freed all the time', async () => {
    const pk = orderPk('ord_01J00000000000000000000009');
    const units = [{ lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity: 1 }];
    const page = { pk, sk: 'RESERVATION#0001#0001', fulfilment: 1, page: 1, locationId: 'main', units };
    const move = (by: number): Write => ({
      label: 'stock',
      update: {
        Key: STOCK,
        UpdateExpression: 'ADD reserved :by, available :less',
        ExpressionAttributeValues: { ':by': by, ':less': -by },
      },
    });
    await add({ pk, sk: 'PLACEMENT', state: 'reserving', dueAt: '2024-07-01T09:00:00.000Z' });
    let isOver = false;
    const work = async (): Promise<void> => {
      while (!isOver) {
        await transact(opened.table, [put('page', page), move(1)], Math.random);
        const gone: Write = { label: 'page', remove: { Key: { pk, sk: page.sk } } };
        await transact(opened.table, [gone, move(-1)], Math.random);
      }
    };
    const working = work();
    const looks = [];
    for (let look = 0; look < 5; look++) looks.push(await verifyTable(opened.table, NOW));
    isOver = true;
    await working;
    expect(looks.flatMap(({ differences }) => differences)).toEqual([]);
    expect((await verifyTable(opened.table, NOW)).pending).toEqual([]);
  }, 60_000);
});
