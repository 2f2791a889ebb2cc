import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Deps } from '../../runtime/deps.ts';
import { freeKey } from '../../runtime/idempotency.ts';
import type { Table } from '../../runtime/table.ts';
import { transact } from '../../runtime/transact.ts';
import type { Backorder } from '../backorder.ts';
import { BACKORDER, orderPk } from '../order-keys.ts';
import type { Reservation } from '../reservation.ts';
import { givingUpGroups } from './backorder-writes.ts';
import { closingWrites } from './commit-order.ts';
import { freeExternalId } from './external-id.ts';
import { endPlacement, type OpenPlacement, placementIs, placementKey } from './placement.ts';

const ACTOR = 'system:placement-undo';

/**
 * Gives back what an unfinished placement took: its stock, page by page, its places in queues, then its keys. Does nothing when the placement
 * has ended, and may be called again after a crash in the middle. `asOf` (a sweep's time) leaves a placement alone
 * that is not yet due.
 */
export const undoPlacement = async (
  { table, random, now }: Deps,
  orderId: string,
  asOf?: string,
): Promise<void> => {
  const placement = await stopPlacement(table, orderId, asOf);
  if (!placement) return;
  for (const reservation of (await readParts(table, orderId, 'RESERVATION#')) as Reservation[]) {
    const closing = { reservation, how: 'release', document: orderId } as const;
    const writes = closingWrites(orderId, closing, { now: now(), random, actor: ACTOR });
    await transact(table, [placementIs(orderId, 'undoing'), ...writes], random);
  }
  const backorders = (await readParts(table, orderId, BACKORDER)) as Backorder[];
  for (const writes of givingUpGroups(orderId, backorders))
    await transact(table, [placementIs(orderId, 'undoing'), ...writes], random);
  const { idempotency, external, early } = placement;
  await transact(
    table,
    [
      endPlacement(orderId, 'undoing'),
      ...(idempotency ? [freeKey(idempotency)] : []),
      ...(external ? [freeExternalId(external, orderId, early)] : []),
    ],
    random,
  );
};

/** From here on no step of the placement can commit any more. */
const stopPlacement = async (
  table: Table,
  orderId: string,
  asOf: string | undefined,
): Promise<OpenPlacement | undefined> => {
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: placementKey(orderId),
        UpdateExpression: 'SET #state = :undoing',
        ConditionExpression: asOf ? 'attribute_exists(pk) AND dueAt <= :asOf' : 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':undoing': 'undoing', ...(asOf ? { ':asOf': asOf } : {}) },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes as OpenPlacement | undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

const readParts = async (
  table: Table,
  orderId: string,
  prefix: string,
): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': orderPk(orderId), ':prefix': prefix },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) found.push(...(page.Items ?? []));
  return found;
};
