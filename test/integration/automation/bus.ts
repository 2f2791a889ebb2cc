import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { handler } from '../../../functions/automation/run-automation.ts';
import { loadWantedTypes } from '../../../shared/automation/effects/automation-rule-store.ts';
import { readOutbox, type Wanted } from '../../../shared/events/effects/read-outbox.ts';
import { recordsIn } from '../../../shared/orders/effects/journal.ts';
import type { PublishedOrderEvent } from '../../../shared/orders/order-events.ts';
import { HEAD, orderPk } from '../../../shared/orders/order-keys.ts';
import type { Table } from '../../../shared/runtime/table.ts';

/** The events of an order as the bus brings them to automation: those that some rule waits for. */
export const eventsOf = async (
  table: Table,
  orderId: string,
  asked?: Wanted,
): Promise<PublishedOrderEvent[]> => {
  const wanted = asked ?? (await loadWantedTypes(table));
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': orderPk(orderId) },
      ConsistentRead: true,
    }),
  );
  const head = Items.find(({ sk }) => sk === HEAD);
  // Each commit as it was told once: by an item of its own, or by a part of the order.
  return Items.flatMap((item) => [
    ...recordsIn(item.log).map((record) => ({ order: head, ...record, kind: 'EVENT' })),
    ...(item.kind === 'EVENT' ? [item] : []),
  ])
    .map((item) => marshall(item, { removeUndefinedValues: true }))
    .flatMap((NewImage) =>
      readOutbox({ eventName: 'INSERT', dynamodb: { NewImage: NewImage as never } }, wanted),
    )
    .map(({ detail }) => detail as PublishedOrderEvent)
    .filter(({ automation }) => automation);
};

/** Gives events to the worker in one batch; answers how many come again. */
export const deliver = async (...events: readonly PublishedOrderEvent[]): Promise<number> => {
  const Records = events.map((detail, at) => ({ messageId: String(at), body: JSON.stringify({ detail }) }));
  const context = { awsRequestId: 'r' } as Context;
  const { batchItemFailures } = (await handler({ Records } as never, context)) as SQSBatchResponse;
  return batchItemFailures.length;
};

/** Plays the bus for an order until nothing new happens; what was `seen` before is not told again. */
export const untilQuiet = async (
  table: Table,
  orderId: string,
  seen: Set<string> = new Set(),
): Promise<void> => {
  for (;;) {
    const fresh = (await eventsOf(table, orderId)).filter(({ eventId }) => !seen.has(eventId));
    if (fresh.length === 0) return;
    for (const event of fresh) {
      seen.add(event.eventId);
      if ((await deliver(event)) > 0) throw new Error(`${event.type} could not be worked on.`);
    }
  }
};
