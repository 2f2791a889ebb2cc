import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../../kernel/page.ts';
import { isProblem, notFound, type Problem, problem, versionConflict } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import { MAX_PROMOTIONS, type Promotion } from '../promotion.ts';
import type { PutPromotion } from '../promotion-schema.ts';
import { NONE_RUNNING, type Running, runningWith } from '../running.ts';

/** All promotions in one partition, each an item of its own; and one item with those that run, for placements. */
export const PROMOTIONS = 'PROMOTIONS';
export const PROMOTION = 'PROMOTION#';
export const RUNNING = 'RUNNING';

const ATTEMPTS = 6;

const keyOf = (id: string) => ({ pk: PROMOTIONS, sk: `${PROMOTION}${id}` });
const RUNNING_KEY = { pk: PROMOTIONS, sk: RUNNING };

const withoutKeys = (item: Record<string, unknown>): unknown => {
  const { pk: _, sk: __, ...rest } = item;
  return rest;
};

/** The promotion of this id, as last committed. */
export const findPromotion = async (table: Table, id: string): Promise<Promotion | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(id), ConsistentRead: true }),
  );
  return Item && (withoutKeys(Item) as Promotion);
};

const readRunning = async (table: Table, ConsistentRead: boolean): Promise<Running> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: RUNNING_KEY, ConsistentRead }),
  );
  return Item ? (withoutKeys(Item) as Running) : NONE_RUNNING;
};

/** The promotions that run, active and not over; some may not have begun. Half a read unit for 4 KB of them. */
export const loadRunning = async (table: Table): Promise<readonly Promotion[]> =>
  (await readRunning(table, false)).promotions;

const QUERY = {
  KeyConditionExpression: 'pk = :all AND begins_with(sk, :each)',
  ExpressionAttributeValues: { ':all': PROMOTIONS, ':each': PROMOTION },
};

/** One page of all promotions, by id. */
export const listPromotions = async (table: Table, page: PageRequest): Promise<Page<Promotion> | Problem> => {
  const found = await queryPage(table, QUERY, page);
  return isProblem(found)
    ? found
    : { ...found, items: found.items.map((item) => withoutKeys(item) as Promotion) };
};

const countAll = async (table: Table): Promise<number> => {
  const { Count = 0 } = await table.client.send(
    new QueryCommand({ TableName: table.name, ...QUERY, Select: 'COUNT', Limit: MAX_PROMOTIONS }),
  );
  return Count;
};

const atVersion = (read: number) =>
  read === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': read } };

const runningWrites = (before: Running, next: Running): Write[] =>
  next === before
    ? []
    : [{ label: 'running', put: { Item: { ...RUNNING_KEY, ...next }, ...atVersion(before.version) } }];

/** Creates or replaces a promotion, and what runs with it, in one transaction. */
export const savePromotion = (
  deps: Deps,
  id: string,
  wanted: PutPromotion,
  ifMatch: number | undefined,
): Promise<{ document: Promotion; isNew: boolean } | Problem> => {
  const { version: _, ...offer } = wanted;
  return replaceDocument(deps, {
    what: 'promotion',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const [document, running] = await Promise.all([
        findPromotion(deps.table, id),
        readRunning(deps.table, true),
      ]);
      const count = document ? 0 : await countAll(deps.table);
      return { ...(document ? { document } : {}), context: { running, count } };
    },
    decide: (before) => ({ ...offer, id, version: (before?.version ?? 0) + 1 }) as Promotion,
    writes: (next, before, { running, count }) => {
      if (count >= MAX_PROMOTIONS) return tooMany();
      const runs = runningWith(running, id, next, deps.now().toISOString());
      if (isProblem(runs)) return runs;
      const put = { Item: { ...keyOf(id), ...next }, ...atVersion(before?.version ?? 0) };
      return [{ label: 'promotion', put }, ...runningWrites(running, runs)];
    },
  });
};

const tooMany = (): Problem =>
  problem(409, 'too_many_promotions', 'Too many promotions', {
    detail: `At most ${MAX_PROMOTIONS} promotions are kept. Delete one that is over.`,
  });

/** Takes a promotion away, and out of what runs; answers it as it was. */
export const removePromotion = async (
  { table, now, random }: Deps,
  id: string,
  ifMatch: number | undefined,
): Promise<Promotion | Problem> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [promotion, running] = await Promise.all([findPromotion(table, id), readRunning(table, true)]);
    if (!promotion) return notFound('promotion');
    if (ifMatch !== undefined && ifMatch !== promotion.version)
      return problem(412, 'precondition_failed', 'Not the version you read', {
        detail: `The promotion is at version ${promotion.version}. Read it again and repeat.`,
        extra: { version: promotion.version },
      });
    const runs = runningWith(running, id, undefined, now().toISOString());
    if (isProblem(runs)) return runs;
    const remove = { Key: keyOf(id), ...atVersion(promotion.version) };
    const writes: Write[] = [{ label: 'promotion', remove }, ...runningWrites(running, runs)];
    if ((await transact(table, writes, random)).committed) return promotion;
  }
  return versionConflict('promotion');
};
