import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { secondsAfter } from '../../kernel/clock.ts';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { IdempotencyKey } from '../../runtime/idempotency.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Gathering, GatheringKind, GatheringStatus } from '../gathering.ts';
import { GATHERING_DUE, gatheringDueSk, gatheringKey, gatheringListPk } from '../wave-keys.ts';

/** A wave or manifest as it is stored, with the key of the request whose answer is still owed. */
export type StoredGathering = { gathering: Gathering; claim?: IdempotencyKey; isDue: boolean };

const INDEX_ONLY = new Set(['pk', 'sk', 'kindPk', 'duePk', 'dueSk', 'claim']);
const asGathering = (item: Record<string, unknown>): Gathering =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !INDEX_ONLY.has(name))) as Gathering;

/** The wave or manifest of this id, as last committed. */
export const findGathering = async (
  table: Table,
  kind: GatheringKind,
  id: string,
): Promise<StoredGathering | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: gatheringKey(kind, id), ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const { claim, duePk } = Item as { claim?: IdempotencyKey; duePk?: string };
  return { gathering: asGathering(Item), isDue: duePk !== undefined, ...(claim ? { claim } : {}) };
};

/** When a sweep is to look at it again, and the key whose answer is owed meanwhile. */
export type Unfinished = { from: Date; seconds: number; claim?: IdempotencyKey | undefined };

/** Writes a wave or manifest over the version before it. */
export const gatheringWrite = (next: Gathering, unfinished?: Unfinished): Write => ({
  label: next.kind,
  put: {
    Item: {
      ...gatheringKey(next.kind, next.id),
      kindPk: gatheringListPk(next.kind, next.locationId, next.status),
      ...next,
      ...(unfinished
        ? {
            duePk: GATHERING_DUE,
            dueSk: gatheringDueSk(secondsAfter(unfinished.from, unfinished.seconds), next.kind, next.id),
            ...(unfinished.claim ? { claim: unfinished.claim } : {}),
          }
        : {}),
    },
    ...(next.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': next.version - 1 } }),
  },
});

/** Takes one off the sweep's list, if it is still as it was read. */
export const settledWrite = ({ kind, id, version }: Gathering): Write => ({
  label: kind,
  update: {
    Key: gatheringKey(kind, id),
    UpdateExpression: 'REMOVE duePk, dueSk',
    ConditionExpression: 'version = :read',
    ExpressionAttributeValues: { ':read': version },
  },
});

/** One page of a location's waves or manifests in a state, newest first. */
export const listGatherings = async (
  table: Table,
  { kind, locationId, status }: { kind: GatheringKind; locationId: string; status: GatheringStatus },
  page: PageRequest,
): Promise<Page<Gathering> | Problem> => {
  const keys = await queryPage(
    table,
    {
      IndexName: 'byKind',
      KeyConditionExpression: 'kindPk = :all',
      ExpressionAttributeValues: { ':all': gatheringListPk(kind, locationId, status) },
      ScanIndexForward: false,
    },
    page,
  );
  if (isProblem(keys)) return keys;
  const items = await readItems(table, keys.items as ItemKey[]);
  return { ...keys, items: items.map(asGathering) };
};
