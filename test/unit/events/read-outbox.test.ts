import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { readOutbox } from '../../../shared/events/effects/read-outbox.ts';

const record = (eventName: 'INSERT' | 'MODIFY' | 'REMOVE', item: Record<string, unknown>) =>
  ({ eventName, dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) } }) as DynamoDBRecord;

const commit = {
  pk: 'ORDER#ord_1',
  sk: 'TIMELINE#01J',
  kind: 'EVENT',
  commitId: '01J',
  order: {
    id: 'ord_1',
    number: '240701-ABC123',
    version: 2,
    channel: 'storefront',
    customerId: 'cus_1',
    stage: 'ready_unprocessed',
  },
  events: [
    { type: 'paid', at: '2024-07-01T00:00:00.000Z', actor: 'payment:simulator', data: { amount: 1 } },
    { type: 'confirmed', at: '2024-07-01T00:00:00.000Z', actor: 'rule:5' },
  ],
  correlationId: 'corr-1',
};

describe('the outbox', () => {
  it('tells each event of a commit, with an id that stays the same however often it is read', () => {
    const [paid, confirmed] = readOutbox(record('INSERT', commit));
    expect(paid).toMatchObject({
      type: 'order.paid',
      detail: {
        eventId: '01J.1',
        orderId: 'ord_1',
        orderNumber: '240701-ABC123',
        stage: 'ready_unprocessed',
        correlationId: 'corr-1',
        data: { amount: 1 },
      },
    });
    expect(confirmed).toMatchObject({ type: 'order.confirmed', detail: { eventId: '01J.2', data: {} } });
    expect(readOutbox(record('INSERT', commit))).toEqual([paid, confirmed]);
  });

  it('marks what a rule waits for, and says which rules led to it', () => {
    const byRule = { ...commit, chain: ['gift', 'look'] };
    const [paid, confirmed] = readOutbox(record('INSERT', byRule), new Set(['confirmed']));
    expect(paid?.detail).toMatchObject({ chain: ['gift', 'look'] });
    expect(paid?.detail).not.toHaveProperty('automation');
    expect(confirmed?.detail).toMatchObject({ chain: ['gift', 'look'], automation: true });
    const [unmarked] = readOutbox(record('INSERT', commit));
    expect(unmarked?.detail).not.toHaveProperty('chain');
    expect(unmarked?.detail).not.toHaveProperty('automation');
  });

  it('announces a stored webhook by its key, without its content', () => {
    const item = {
      pk: 'WEBHOOK#x#1',
      sk: 'DELIVERY',
      kind: 'WEBHOOK',
      inbox: 'channel',
      sender: 'x',
      receivedAt: '2024-07-01T00:00:00.000Z',
      raw: new Uint8Array([1]),
    };
    expect(readOutbox(record('INSERT', item))).toEqual([
      {
        type: 'webhook.received',
        at: '2024-07-01T00:00:00.000Z',
        detail: { inbox: 'channel', sender: 'x', deliveryKey: 'WEBHOOK#x#1' },
      },
    ]);
  });

  it('is silent about everything else', () => {
    expect(readOutbox(record('MODIFY', commit))).toEqual([]);
    expect(readOutbox(record('INSERT', { pk: 'SKU#x', sk: 'PRODUCT', name: 'Lantern' }))).toEqual([]);
    expect(readOutbox({ eventName: 'REMOVE' } as DynamoDBRecord)).toEqual([]);
  });
});
