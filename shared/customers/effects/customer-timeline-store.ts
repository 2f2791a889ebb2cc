import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { Random } from '../../kernel/ids.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { CustomerEvent } from '../customer-events.ts';
import { CUSTOMER_TIMELINE, customerPk } from '../customer-keys.ts';

/** An entry as the API shows it; `customerId` says under which of a person's ids it happened. */
export type CustomerTimelineEntry = CustomerEvent & { id: string; customerId: string };

/** The write that puts an event on a customer's timeline; goes with what it tells of. */
export const customerEventWrite = (customerId: string, event: CustomerEvent, random: Random): Write => {
  const id = ulid(Date.parse(event.at), random);
  return {
    label: 'customer timeline',
    put: {
      Item: { pk: customerPk(customerId), sk: `${CUSTOMER_TIMELINE}${id}`, ...event },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
};

/** Where a page of entries ended. */
export type TimelinePosition = { sk: string; customerId: string };

/** Entries of several ids of one person, newest first; one query each, side by side. */
export const readCustomerTimeline = async (
  table: Table,
  ids: readonly string[],
  { limit, after }: { limit: number; after?: TimelinePosition },
): Promise<{ items: CustomerTimelineEntry[]; position?: TimelinePosition }> => {
  const found = await Promise.all(ids.map((id) => readOne(table, id, limit + 1, after)));
  const sorted = found.flat().sort(newestFirst);
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ sk, customerId, event }) => ({
      id: sk.slice(CUSTOMER_TIMELINE.length),
      customerId,
      ...event,
    })),
    ...(last && sorted.length > limit ? { position: { sk: last.sk, customerId: last.customerId } } : {}),
  };
};

type Found = TimelinePosition & { event: CustomerEvent };

/** By time; those of one commit by the customer. */
const newestFirst = (one: TimelinePosition, other: TimelinePosition): number =>
  other.sk.localeCompare(one.sk) || one.customerId.localeCompare(other.customerId);

const readOne = async (
  table: Table,
  customerId: string,
  limit: number,
  after: TimelinePosition | undefined,
): Promise<Found[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': customerPk(customerId),
        ':from': CUSTOMER_TIMELINE,
        ':to': after?.sk ?? `${CUSTOMER_TIMELINE}~`,
      },
      ScanIndexForward: false,
      // The key that the last page ended with comes again, and is dropped.
      Limit: limit + (after ? 1 : 0),
      ConsistentRead: true,
    }),
  );
  return Items.map(({ pk: _, sk, ...event }) => ({
    sk: sk as string,
    customerId,
    event: event as CustomerEvent,
  })).filter((entry) => !after || newestFirst(after, entry) < 0);
};
