import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { dayAfter } from '../leaving-day.ts';
import { loadName, type Network, type Place } from '../place.ts';
import { LOADS_FROM, PLACE, placeSk, RULES, SOURCING } from '../sourcing-keys.ts';
import { DEFAULT_SOURCING, type SourcingRules } from '../sourcing-rules.ts';

type Item = Record<string, unknown> & { sk: string };

const withoutKeys = ({ pk: _, sk: __, ...rest }: Record<string, unknown>): unknown => rest;

/**
 * The rules, the locations, and what these have taken on from today: one query for all that a choice needs beside the
 * stock. It may lag a moment behind; what must hold is held by conditions of writes. Half a read unit for 4 KB.
 */
export const loadNetwork = async (table: Table, now: Date, ConsistentRead = false): Promise<Network> => {
  // Somewhere it is still yesterday.
  const since = dayAfter(now.toISOString().slice(0, 10), -1);
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: { ':pk': SOURCING, ':from': LOADS_FROM(since) },
      ConsistentRead,
    },
  );
  for await (const page of pages) items.push(...((page.Items ?? []) as Item[]));
  const rules = items.find(({ sk }) => sk === RULES);
  const places = items.filter(({ sk }) => sk.startsWith(PLACE)).map((item) => withoutKeys(item) as Place);
  return {
    rules: rules ? (withoutKeys(rules) as SourcingRules) : DEFAULT_SOURCING,
    places: new Map(places.map((place) => [place.id, place])),
    loads: loadsOf(items),
  };
};

const loadsOf = (items: readonly Item[]): Map<string, number[]> => {
  const loads = new Map<string, number[]>();
  for (const { day, locationId, counter, taken } of items) {
    if (typeof taken !== 'number') continue;
    const name = loadName(locationId as string, day as string);
    const counters = loads.get(name) ?? [];
    counters[counter as number] = taken;
    loads.set(name, counters);
  }
  return loads;
};

/** Keeps a location's copy in step; goes with the location's own write. */
export const placeWrite = (place: Place): Write => ({
  label: 'place',
  put: { Item: { pk: SOURCING, sk: placeSk(place.id), ...place } },
});

const readRules = async (table: Table): Promise<SourcingRules | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk: SOURCING, sk: RULES }, ConsistentRead: true }),
  );
  return Item && (withoutKeys(Item) as SourcingRules);
};

/** The rules as last committed: the merchant's, or those that the system comes with (version 0). */
export const loadRules = async (table: Table): Promise<SourcingRules> =>
  (await readRules(table)) ?? DEFAULT_SOURCING;

const rulesWrite = (rules: SourcingRules): Write => ({
  label: 'sourcing rules',
  put: {
    Item: { pk: SOURCING, sk: RULES, ...rules },
    ...(rules.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :read',
          ExpressionAttributeValues: { ':read': rules.version - 1 },
        }),
  },
});

/** Replaces the rules; of two at the same time, the second replaces the first or, by its version, is refused. */
export const saveRules = (
  deps: Deps,
  rules: Omit<SourcingRules, 'version'>,
  ifMatch: number | undefined,
): Promise<{ document: SourcingRules; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'rule set',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await readRules(deps.table);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before): SourcingRules => ({ ...rules, version: (before?.version ?? 0) + 1 }),
    writes: (next) => [rulesWrite(next)],
  });
