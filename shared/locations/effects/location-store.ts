import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { WAREHOUSES_WAIT } from '../../events/listener-keys.ts';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { placeWrite } from '../../sourcing/effects/network-store.ts';
import { placeOf } from '../../sourcing/place.ts';
import type { Location } from '../location.ts';
import type { PutLocation } from '../location-schema.ts';

const ALL_LOCATIONS = 'LOCATIONS#0';

/**
 * The ids of all inactive locations in one item: stock rows say nothing of their location's activity, because closing
 * a location would have to touch each of them. Whoever sells reads this item beside the stock.
 */
const INACTIVE = { pk: 'LOCATIONS', sk: 'INACTIVE' };

const keyOf = (id: string) => ({ pk: `LOCATION#${id}`, sk: 'LOCATION' });

const asLocation = (item: Record<string, unknown>): Location => {
  const { pk: _, sk: __, kindPk: ___, ...location } = item;
  return location as Location;
};

/** The location of this id, as last committed. */
export const findLocation = async (table: Table, id: string): Promise<Location | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(id), ConsistentRead: true }),
  );
  return Item && asLocation(Item);
};

const idsOf = async (table: Table, Key: Record<string, string>): Promise<ReadonlySet<string>> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  return (Item?.ids as Set<string> | undefined) ?? new Set();
};

/** The ids of the locations that sell nothing at present. */
export const loadInactiveLocations = (table: Table): Promise<ReadonlySet<string>> => idsOf(table, INACTIVE);

/** The ids of the locations whose work an outside system leads. */
export const loadExternalLocations = (table: Table): Promise<ReadonlySet<string>> =>
  idsOf(table, WAREHOUSES_WAIT);

/** One page of all locations, by id. */
export const listLocations = async (table: Table, page: PageRequest): Promise<Page<Location> | Problem> => {
  const keys = await queryPage(
    table,
    {
      IndexName: 'byKind',
      KeyConditionExpression: 'kindPk = :all',
      ExpressionAttributeValues: { ':all': ALL_LOCATIONS },
    },
    page,
  );
  if (isProblem(keys)) return keys;
  const items = await readItems(table, keys.items as ItemKey[]);
  return { ...keys, items: items.map(asLocation) };
};

/** Creates or replaces a location, and lists it as inactive or not in the same transaction. */
export const saveLocation = (
  deps: Deps,
  id: string,
  wanted: PutLocation,
  ifMatch: number | undefined,
): Promise<{ document: Location; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'location',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await findLocation(deps.table, id);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before): Location | Problem => ({ ...wanted, id, version: (before?.version ?? 0) + 1 }),
    writes: (next, before) => [
      locationWrite(next),
      placeWrite(placeOf(next)),
      ...(next.active === (before?.active ?? true)
        ? []
        : [listed('inactive locations', INACTIVE, next.id, !next.active)]),
      ...(isExternal(next) === isExternal(before)
        ? []
        : [listed('external locations', WAREHOUSES_WAIT, next.id, isExternal(next))]),
    ],
  });

const locationWrite = (next: Location): Write => ({
  label: 'location',
  put: {
    Item: { ...keyOf(next.id), kindPk: ALL_LOCATIONS, ...next },
    ...(next.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': next.version - 1 } }),
  },
});

const isExternal = (location: Location | undefined): boolean => location?.system === 'external';

const listed = (label: string, Key: ItemKey, id: string, add: boolean): Write => ({
  label,
  update: {
    Key,
    UpdateExpression: add ? 'ADD ids :id' : 'DELETE ids :id',
    ExpressionAttributeValues: { ':id': new Set([id]) },
  },
});
