import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem, problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { type Carrier, MAX_CARRIERS } from '../carrier.ts';
import type { PutCarrier } from '../carrier-schema.ts';

/** All carriers in one partition: every choice reads all of them, in one query. */
const CARRIERS = 'CARRIERS';

const keyOf = (id: string) => ({ pk: CARRIERS, sk: `CARRIER#${id}` });

const asCarrier = (item: Record<string, unknown>): Carrier => {
  const { pk: _, sk: __, ...carrier } = item;
  return carrier as Carrier;
};

/** The carrier of this id, as last committed. */
export const findCarrier = async (table: Table, id: string): Promise<Carrier | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(id), ConsistentRead: true }),
  );
  return Item && asCarrier(Item);
};

const QUERY = { KeyConditionExpression: 'pk = :all', ExpressionAttributeValues: { ':all': CARRIERS } };

/** One page of all carriers, by id. */
export const listCarriers = async (table: Table, page: PageRequest): Promise<Page<Carrier> | Problem> => {
  const found = await queryPage(table, QUERY, page);
  return isProblem(found) ? found : { ...found, items: found.items.map(asCarrier) };
};

/** All carriers that the merchant has described; half a read unit for each 4 KB of them. */
export const loadCarriers = async (table: Table): Promise<Carrier[]> => {
  const carriers: Carrier[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        ...QUERY,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    carriers.push(...(page.Items ?? []).map(asCarrier));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return carriers;
};

/** How many carriers there are beside this one. */
const countOthers = async (table: Table): Promise<number> => {
  const { Count = 0 } = await table.client.send(
    new QueryCommand({ TableName: table.name, ...QUERY, Select: 'COUNT', Limit: MAX_CARRIERS }),
  );
  return Count;
};

const carrierWrite = (next: Carrier): Write => ({
  label: 'carrier',
  put: {
    Item: { ...keyOf(next.id), ...next },
    ...(next.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': next.version - 1 } }),
  },
});

/** Creates or replaces a carrier; a new one beyond {@link MAX_CARRIERS} is refused. */
export const saveCarrier = (
  deps: Deps,
  id: string,
  wanted: PutCarrier,
  ifMatch: number | undefined,
): Promise<{ document: Carrier; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'carrier',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await findCarrier(deps.table, id);
      const others = document ? 0 : await countOthers(deps.table);
      return { ...(document ? { document } : {}), context: { others } };
    },
    decide: (before): Carrier | Problem => ({ ...wanted, id, version: (before?.version ?? 0) + 1 }),
    writes: (next, _, { others }) => (others < MAX_CARRIERS ? [carrierWrite(next)] : tooMany()),
  });

const tooMany = (): Problem =>
  problem(409, 'too_many_carriers', 'There are too many carriers', {
    detail: `At most ${MAX_CARRIERS} carriers are compared. Replace one that is not used any more.`,
  });
