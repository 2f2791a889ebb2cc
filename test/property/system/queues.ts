import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, SQSBatchResponse } from 'aws-lambda';
import { queues } from '../../../infra/capabilities/queues.ts';
import { matchesPattern } from '../../../infra/local/services/event-pattern.ts';
import type { Item } from '../../../scripts/verify/report.ts';
import { readOutbox } from '../../../shared/events/effects/read-outbox.ts';
import { WAITING } from '../../../shared/inventory/backorder-keys.ts';
import { PRODUCT, STOCK, skuOfPk, skuPk } from '../../../shared/inventory/stock-keys.ts';
import type { ItemKey } from '../../../shared/runtime/read-items.ts';
import { loadHandler } from './load-handler.ts';
import type { World } from './world.ts';

/** Who works on the messages of a queue. Queues that are not named here change no order; their messages are let go. */
const CONSUMERS: Readonly<Record<string, string>> = {
  'fulfilment-requests': 'fulfilment/allocate-order',
  'channel-inbox': 'channels/apply-channel-event',
  'payment-inbox': 'payments/apply-payment-event',
  'carrier-inbox': 'fulfilment/apply-carrier-event',
  'stock-settlement': 'orders/settle-stock',
  notifications: 'notifications/notify-customer',
  'due-work': 'sweeps/handle-due',
  'carrier-requests': 'carriers/settle-carrier-work',
  'order-index': 'orders/index-order',
  'customer-orders': 'customers/follow-orders',
  backorders: 'backorders/serve-backorders',
};

/** They follow orders and change none; only some sequences have them. */
const PROJECTIONS: readonly string[] = ['order-index', 'customer-orders'];

export type Message = { id: string; queue: string; body: string };

/** Letters change no order, but for the one that tells of the shipping. */
const ONLY: Readonly<Record<string, string>> = { notifications: 'order.shipped' };

const fed = queues.flatMap(({ name, feeds }) => (feeds && name in CONSUMERS ? [{ name, feeds }] : []));
const wants = ({ setup }: World, queue: string, type: string): boolean =>
  (ONLY[queue] ?? type) === type && (setup.projected || !PROJECTIONS.includes(queue));

let sent = 0;
const send = (world: World, queue: string, body: unknown): void => {
  sent += 1;
  world.waiting.push({ id: `message-${sent}`, queue, body: JSON.stringify(body) });
};

/** What the stream makes of a new item, or of an old one with news: events on the bus, and by the rules of the manifest messages in the queues. */
export const announce = (world: World, item: Item): void => {
  if (item.kind !== 'EVENT' && item.kind !== 'WEBHOOK' && item.kind !== 'NEW') return;
  const NewImage = marshall(item, { removeUndefinedValues: true, convertClassInstanceToMap: true });
  const events = readOutbox({ eventName: 'INSERT', dynamodb: { NewImage } } as unknown as DynamoDBRecord);
  for (const { type, detail } of events) {
    const event = { source: 'oms', 'detail-type': type, detail };
    for (const { name, feeds } of fed)
      if (wants(world, name, type) && matchesPattern({ source: ['oms'], ...feeds }, event))
        send(world, name, event);
  }
};

/** What a function sends to a queue itself. */
export const sendTo = (world: World, queueUrl: string, body: string): void =>
  queueUrl.endsWith('backorders') ? send(world, 'backorders', JSON.parse(body)) : sendDue(world, body);

/** What the stream's second reader makes of changed goods that somebody waits for: one message for each SKU. */
export const spotGoods = (world: World, keys: readonly ItemKey[]): void => {
  const changed = keys.filter(
    ({ pk, sk }) => pk.startsWith('SKU#') && (sk === PRODUCT || sk.startsWith(STOCK)),
  );
  for (const sku of new Set(changed.map(({ pk }) => skuOfPk(pk)))) {
    const isWaited = [...world.items.keys()].some((name) => name.startsWith(`${skuPk(sku)}\n${WAITING}`));
    const body = JSON.stringify({ kind: 'fill', sku });
    if (isWaited && !world.waiting.some((message) => message.body === body))
      send(world, 'backorders', JSON.parse(body));
  }
};

/** What a sweep found, in the queue of due work; other sequences' orders are left to them. */
const sendDue = (world: World, body: string): void => {
  const { orderId } = JSON.parse(body) as { orderId: string };
  if (world.touched.has(`ORDER#${orderId}`)) send(world, 'due-work', JSON.parse(body));
};

/** Gives one message to its consumer; a failure is a fault, because nothing here passes by itself. */
export const deliver = async (world: World, { id, queue, body }: Message): Promise<void> => {
  const handler = await loadHandler(CONSUMERS[queue] ?? queue);
  const Records = [{ messageId: id, body, eventSource: 'aws:sqs' }];
  const { batchItemFailures } = (await handler({ Records } as never, CONTEXT as never)) as SQSBatchResponse;
  if (batchItemFailures.length > 0) world.faults.push(`${queue} could not work on ${body}`);
};

/** What Lambda says beside an event. */
export const CONTEXT = {
  awsRequestId: 'request-1',
  functionName: 'test',
  getRemainingTimeInMillis: () => 29_000,
};
