import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { ulid } from 'ulid';
import { readOutbox } from '../../../shared/events/effects/read-outbox.ts';
import {
  type CommitRecord,
  historyOf,
  keepingJournals,
  recorded,
  recordedApart,
  recordsIn,
} from '../../../shared/orders/effects/journal.ts';
import type { OrderEventType } from '../../../shared/orders/order-events.ts';
import type { Write } from '../../../shared/runtime/transact.ts';

const ORDER = 'ord_01M80QX88A8AWSPJ803W6SY7RM';
const PK = `ORDER#${ORDER}`;
const subject = {
  id: ORDER,
  number: '261122-RE6VNJ',
  version: 3,
  channel: 'storefront',
  customerId: 'cus_01M80QX88A8AWSPJ803W6SY7RN',
  stage: 'ready_processed',
} as const;

let seconds = 0;
const record = (type: OrderEventType, data: Record<string, unknown> = {}): CommitRecord => {
  const time = Date.UTC(2026, 10, 22) + ++seconds * 1000;
  return {
    commitId: ulid(time),
    order: subject,
    events: [
      { type, at: new Date(time).toISOString(), actor: 'user:8203f0c0-0c78-ffd6-993a-14f367750119', data },
    ],
    correlationId: 'd2d86168-9863-49aa-82bc-bbddd438e478',
  };
};
const part = (sk: string, bytes = 100): Write => ({
  label: 'part',
  put: { Item: { pk: PK, sk, ...(sk === 'HEAD' ? subject : {}), x: 'x'.repeat(bytes) } },
});
const itemsOf = (writes: readonly Write[]) => writes.map(({ put }) => put?.Item ?? {});
const journalsOf = (writes: readonly Write[]) =>
  Object.fromEntries(
    itemsOf(writes).flatMap(({ sk, log }) => (log ? [[sk as string, log as Uint8Array]] : [])),
  );
const typesOf = (writes: readonly Write[]) => historyOf(itemsOf(writes)).map(({ type }) => type);
const told = (item: Record<string, unknown>, eventName: 'INSERT' | 'MODIFY' = 'MODIFY') =>
  readOutbox({
    eventName,
    dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) },
  } as unknown as DynamoDBRecord).map(({ type, detail }) => [type, (detail as { orderId: string }).orderId]);

describe('the record of a commit', () => {
  it('lies in the part that has room, and is told of that write alone', () => {
    const first = recorded([part('FULFILMENT#0001', 300)], record('picked'));
    expect(first).toHaveLength(1);
    expect(told(itemsOf(first)[0] ?? {})).toEqual([['order.picked', ORDER]]);
    const second = recorded([part('FULFILMENT#0001', 300)], record('packed'), journalsOf(first));
    expect(typesOf(second)).toEqual(['picked', 'packed']);
    expect(told(itemsOf(second)[0] ?? {})).toEqual([['order.packed', ORDER]]);
    const silent = keepingJournals([part('FULFILMENT#0001', 320)], ORDER, journalsOf(second));
    expect(typesOf(silent)).toEqual(['picked', 'packed']);
    expect(told(itemsOf(silent)[0] ?? {})).toEqual([]);
  });

  it('is told last though the clock of the one before it was ahead', () => {
    seconds += 60;
    const first = recorded([part('FULFILMENT#0001')], record('picked'));
    seconds -= 120;
    const second = recorded([part('FULFILMENT#0001')], record('packed'), journalsOf(first));
    expect(told(itemsOf(second)[0] ?? {})).toEqual([['order.packed', ORDER]]);
    seconds += 120;
  });

  it('needs no words about the order in its head', () => {
    const [head] = itemsOf(recorded([part('HEAD', 300)], record('shipping_told')));
    expect(recordsIn(head?.log)[0]).not.toHaveProperty('order');
    expect(told(head ?? {})).toEqual([['order.shipping_told', ORDER]]);
  });

  it('goes on with all that is written with it to where there is room for everything', () => {
    const before = recorded([part('HEAD', 300)], record('shipping_told'));
    const after = recorded(
      [part('HEAD', 620), part('FULFILMENT#0001')],
      record('delivered'),
      journalsOf(before),
    );
    expect(after).toHaveLength(2);
    expect(itemsOf(after).map(({ log }) => log !== undefined)).toEqual([false, true]);
    expect(typesOf(after)).toEqual(['shipping_told', 'delivered']);
  });

  it('is an item of its own where a part would cost more, and takes along what that has kept', () => {
    const before = recorded([part('FULFILMENT#0001', 300)], record('picked'));
    const after = recorded([part('FULFILMENT#0001', 820)], record('packed'), journalsOf(before));
    expect(itemsOf(after).map(({ sk }) => String(sk).split('#')[0])).toEqual(['FULFILMENT', 'TIMELINE']);
    expect(typesOf(after)).toEqual(['picked', 'packed']);
    expect(told(itemsOf(after)[1] ?? {}, 'INSERT')).toEqual([['order.packed', ORDER]]);
    expect(told(itemsOf(after)[1] ?? {}, 'MODIFY')).toEqual([]);
  });

  it('is an item of its own where it holds words of people, so that it can be erased', () => {
    const writes = recorded([part('HEAD', 100)], record('cancelled', { reason: 'My name is Ada' }));
    expect(itemsOf(writes).map(({ sk }) => String(sk).split('#')[0])).toEqual(['HEAD', 'TIMELINE']);
  });

  it('takes along what a part has kept that leaves the order', () => {
    const before = recorded([part('PAYMENT#pay_1')], record('payment_opened'));
    const leaving: Write = { label: 'payment', remove: { Key: { pk: PK, sk: 'PAYMENT#pay_1' } } };
    const after = recordedApart([part('HEAD'), leaving], record('split'), journalsOf(before));
    expect(typesOf(after)).toEqual(['payment_opened', 'split']);
  });
});
