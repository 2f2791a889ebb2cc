import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../runtime/table.ts';
import { milestoneNumber } from '../order-events.ts';
import { orderPk } from '../order-keys.ts';
import { historyOf } from './journal.ts';

/** One entry of the timeline as the API shows it; `seq` counts from 1, oldest first. */
export type TimelineEntry = {
  seq: number;
  type: string;
  milestone?: number;
  at: string;
  actor: string;
  data: Readonly<Record<string, unknown>>;
};

/** For the system's own work; nothing that people wait for. */
const INTERNAL: readonly string[] = ['settlement_requested'];

/** What the merchant's people write for each other; a buyer who reads their order's history does not read it. */
const FOR_STAFF: readonly string[] = ['note_added', 'tagged', 'assigned', 'notification_requested'];

/** The entries that a buyer sees too: what is told to others is none of them. */
export const forBuyers = <T extends Pick<TimelineEntry, 'type' | 'data'>>(entries: readonly T[]): T[] =>
  entries.filter(
    ({ type, data }) => !FOR_STAFF.includes(type) && (type !== 'notified' || data.to === undefined),
  );

/**
 * Reads an order's history: what was committed, and the messages that went out because of it. The order's parts keep some of
 * it and hand it on to each other, so that all of it is read in one query.
 */
export const readTimeline = async (table: Table, orderId: string): Promise<TimelineEntry[]> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': orderPk(orderId) },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items);
  return historyOf(items)
    .filter(({ type }) => !INTERNAL.includes(type))
    .map(({ type, at, actor, data, kept }, index) => {
      const milestone = milestoneNumber(type);
      return {
        seq: index + 1,
        type,
        ...(milestone === undefined ? {} : { milestone }),
        at,
        actor,
        data: { ...data, ...kept },
      };
    });
};
