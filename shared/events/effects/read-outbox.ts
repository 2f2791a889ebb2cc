import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type CommitRecord, NEWS, recordsIn } from '../../orders/effects/journal.ts';
import type { EventSubject, PublishedOrderEvent } from '../../orders/order-events.ts';
import { eventsOf } from '../../orders/stored-events.ts';
import type { Inbox } from '../../webhooks/delivery.ts';
import type { BusEvent } from './publish.ts';

type CommitItem = CommitRecord & { kind: 'EVENT' };
type HostItem = EventSubject & { kind: typeof NEWS; log: string };

/** The types of events that automation rules wait for. */
export type Wanted = Pick<ReadonlySet<string>, 'has'>;

const NONE: Wanted = new Set<string>();

type WebhookItem = { kind: 'WEBHOOK'; pk: string; inbox: Inbox; sender: string; receivedAt: string };

const ofCommit = (
  { commitId, order, events, correlationId, chain }: CommitRecord,
  wanted: Wanted,
  warehouse: boolean,
): BusEvent[] =>
  eventsOf(events).map((event, index) => {
    const detail: PublishedOrderEvent = {
      eventId: `${commitId}.${index + 1}`,
      type: event.type,
      at: event.at,
      actor: event.actor,
      orderId: order.id,
      orderNumber: order.number,
      version: order.version,
      channel: order.channel,
      customerId: order.customerId,
      stage: order.stage,
      last: index === events.length - 1,
      ...(order.shopId === undefined ? {} : { shopId: order.shopId }),
      ...(order.externalId === undefined ? {} : { externalId: order.externalId }),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(chain === undefined ? {} : { chain }),
      ...(wanted.has(event.type) ? { automation: true as const } : {}),
      ...(warehouse ? { warehouse: true as const } : {}),
      data: event.data ?? {},
    };
    return { type: `order.${event.type}`, at: event.at, detail };
  });

const ofWebhook = ({ pk, inbox, sender, receivedAt }: WebhookItem): BusEvent => ({
  type: 'webhook.received',
  at: receivedAt,
  detail: { inbox, sender, deliveryKey: pk },
});

/**
 * The bus events of one record of the table's stream: an order's commit carries one or several, in an item of its own or as
 * the last that a part of the order keeps; a stored webhook announces itself, everything else is silent. An event keeps its id however often the record is read; one that an
 * automation rule waits for says so, and no other reaches the queue of automation; in the same way all say whether there
 * are warehouses outside to be told.
 */
export const readOutbox = (
  { eventName, dynamodb }: DynamoDBRecord,
  wanted: Wanted = NONE,
  warehouse = false,
): BusEvent[] => {
  if (!dynamodb?.NewImage) return [];
  const { raw: _, ...image } = dynamodb.NewImage;
  const item = unmarshall(image as Record<string, AttributeValue>) as
    | CommitItem
    | HostItem
    | WebhookItem
    | { kind?: never };
  if (item.kind === NEWS)
    return recordsIn(item.log)
      .slice(-1)
      .flatMap((record) => ofCommit({ ...record, order: record.order ?? item }, wanted, warehouse));
  if (eventName !== 'INSERT') return [];
  if (item.kind === 'EVENT') return ofCommit(item, wanted, warehouse);
  return item.kind === 'WEBHOOK' ? [ofWebhook(item)] : [];
};
