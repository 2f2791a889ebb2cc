import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../kernel/clock.ts';
import { openCursor, sealCursor } from '../../kernel/cursor.ts';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { AutomationEvent } from '../automation-event.ts';
import { eventsSince, ruleRunsPks, runIndexKeys, runSk, runsPk } from '../automation-keys.ts';
import { type AutomationRun, countsAsAct } from '../automation-run.ts';

/** The label of the write that logs a run; a failure of it means: this rule had this event before. */
export const RUN_LABEL = 'automation run';

const DAY = 24 * 3600;
/** Runs that did something are looked up long after; that a condition did not hold, only while a rule is being made. */
const KEPT_SECONDS = 30 * DAY;
const KEPT_SECONDS_NOT_APPLIED = 7 * DAY;

const HOUR_MS = 3600_000;

const itemOf = (run: AutomationRun, now: Date) => {
  const { ruleId, orderId, event } = run;
  const keptFor = run.outcome === 'not_applied' ? KEPT_SECONDS_NOT_APPLIED : KEPT_SECONDS;
  return {
    pk: runsPk(orderId),
    sk: runSk(event.eventId, ruleId),
    ...runIndexKeys(orderId, event.eventId, ruleId),
    ...run,
    expiresAt: epochSeconds(now) + keptFor,
  };
};

const ONCE = 'attribute_not_exists(pk)';

/** The write that logs a run, in the transaction of what it does: an event that comes twice has its effect once. */
export const runWrite = (run: AutomationRun, now: Date): Write => ({
  label: RUN_LABEL,
  put: { Item: itemOf(run, now), ConditionExpression: ONCE },
});

/** Logs a run that changed nothing because its change was refused as a whole; one that is logged stays. */
export const logRun = async (table: Table, run: AutomationRun, now: Date): Promise<void> => {
  try {
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: itemOf(run, now), ConditionExpression: ONCE }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** What rules did with an order lately: which had this event already, and how often each acted since an hour before it. */
export type RecentRuns = { heard: ReadonlySet<string>; acted: Map<string, number> };

/** Reads them in one query. */
export const readRecentRuns = async (table: Table, event: AutomationEvent): Promise<RecentRuns> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk >= :since',
      ProjectionExpression: 'sk, ruleId, outcome',
      ExpressionAttributeValues: {
        ':pk': runsPk(event.orderId),
        ':since': eventsSince(new Date(Date.parse(event.at) - HOUR_MS)),
      },
      ConsistentRead: true,
    }),
  );
  const acted = new Map<string, number>();
  for (const { ruleId, outcome } of Items)
    if (countsAsAct(outcome)) acted.set(ruleId, (acted.get(ruleId) ?? 0) + 1);
  const ofEvent = Items.filter(({ sk }) => sk === runSk(event.eventId, String(sk).split('#')[1] ?? ''));
  return { heard: new Set(ofEvent.map(({ ruleId }) => ruleId as string)), acted };
};

/** Which runs are asked for: those of a rule, of an order, or of a rule on an order. */
export type RunFilter = { ruleId?: string; orderId?: string };

/** A page of runs, newest first. */
export const listRuns = async (
  table: Table,
  { ruleId, orderId }: RunFilter,
  { limit, cursor, key }: { limit: number; cursor?: string; key: string },
): Promise<Page<AutomationRun> | Problem> => {
  const query = `list-automation-runs ${ruleId ?? ''} ${orderId ?? ''}`;
  const start = cursor === undefined ? undefined : openCursor(cursor, query, key);
  if (isProblem(start)) return start;
  const before = (start as { before: string } | undefined)?.before;
  const partitions = orderId === undefined ? ruleRunsPks(ruleId ?? '') : [runsPk(orderId)];
  const found = await Promise.all(
    partitions.map((partition) =>
      readPartition(table, { byRule: orderId === undefined, partition, before, limit: limit + 1, ruleId }),
    ),
  );
  const entries = found.flat().sort((one, other) => (one.sk < other.sk ? 1 : -1));
  const page = entries.slice(0, limit);
  const items = (await readItems(table, page)).map(runOf);
  const last = page.at(-1);
  return {
    items,
    ...(entries.length > limit && last ? { nextCursor: sealCursor({ before: last.sk }, query, key) } : {}),
  };
};

type Part = {
  byRule: boolean;
  partition: string;
  before: string | undefined;
  limit: number;
  ruleId?: string;
};

const readPartition = async (
  table: Table,
  { byRule, partition, before, limit, ruleId }: Part,
): Promise<ItemKey[]> => {
  const [pk, sk] = byRule ? ['kindPk', 'id'] : ['pk', 'sk'];
  const narrowed = !byRule && ruleId !== undefined;
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ...(byRule ? { IndexName: 'byKind' } : {}),
      KeyConditionExpression: `${pk} = :pk${before === undefined ? '' : ` AND ${sk} < :before`}`,
      ...(narrowed ? { FilterExpression: 'ruleId = :rule' } : {}),
      ProjectionExpression: 'pk, sk',
      ExpressionAttributeValues: {
        ':pk': partition,
        ...(before === undefined ? {} : { ':before': before }),
        ...(narrowed ? { ':rule': ruleId } : {}),
      },
      ScanIndexForward: false,
      // What a filter takes out counts too; an order has few runs, and they are read in one page.
      ...(narrowed ? {} : { Limit: limit }),
    }),
  );
  return Items.map((item) => ({ pk: item.pk as string, sk: item.sk as string })).slice(0, limit);
};

const runOf = (item: Record<string, unknown>): AutomationRun => {
  const { pk: _, sk: __, kindPk: ___, id: ____, expiresAt: _____, ...run } = item;
  return run as AutomationRun;
};
