import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { orderIdOfPart } from '../../kernel/ids.ts';
import type { Fulfilment } from '../../orders/fulfilment.ts';
import { atPk, fulfilmentSk, orderPk } from '../../orders/order-keys.ts';
import { wholeItem } from '../../runtime/packed.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { OpenDifference } from '../stock-report.ts';

/** Fulfilments that are looked at one by one for a report; more than that is named by the next. */
const MOST = 500;

type OpenWork = { missingThere: OpenDifference[]; endedHere: OpenDifference[] };

/**
 * Which fulfilments only one of the two has as open. What was released or left since the warehouse looked is no
 * difference.
 */
export const compareOpenWork = async (
  table: Table,
  locationId: string,
  theirs: readonly string[],
  asOf: string,
): Promise<OpenWork> => {
  const ours = await openIds(table, locationId);
  const named = new Set(theirs);
  const onlyOurs = [...ours].filter((id) => !named.has(id)).slice(0, MOST);
  const onlyTheirs = [...named].filter((id) => !ours.has(id)).slice(0, MOST);
  const found = await readAll(table, [...onlyOurs, ...onlyTheirs]);
  const missingThere = onlyOurs.flatMap((id): OpenDifference[] => {
    const fulfilment = found.get(id);
    const isToldOf = fulfilment?.releasedAt !== undefined && fulfilment.releasedAt <= asOf;
    return fulfilment && isToldOf && isOpen(fulfilment)
      ? [{ fulfilmentId: id, status: fulfilment.status }]
      : [];
  });
  const endedHere = onlyTheirs.flatMap((id): OpenDifference[] => {
    const fulfilment = found.get(id);
    if (!fulfilment) return [{ fulfilmentId: id, status: 'unknown' }];
    const isTheirs = fulfilment.locationId === locationId;
    if (isTheirs && (isOpen(fulfilment) || (fulfilment.shippedAt ?? '') > asOf)) return [];
    return [{ fulfilmentId: id, status: isTheirs ? fulfilment.status : 'of another location' }];
  });
  return { missingThere, endedHere };
};

const isOpen = ({ status }: Fulfilment): boolean =>
  status !== 'shipped' && status !== 'delivered' && status !== 'cancelled';

const openIds = async (table: Table, locationId: string): Promise<Set<string>> => {
  const ids = new Set<string>();
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      IndexName: 'byKind',
      KeyConditionExpression: 'kindPk = :at',
      ExpressionAttributeValues: { ':at': atPk(locationId) },
    },
  );
  for await (const page of pages) for (const { id } of page.Items ?? []) ids.add(id as string);
  return ids;
};

const keyOf = (id: string): ItemKey => ({
  pk: orderPk(orderIdOfPart('ful', id) ?? ''),
  sk: fulfilmentSk(Number(id.slice(id.lastIndexOf('_') + 1))),
});

const readAll = async (table: Table, ids: readonly string[]): Promise<Map<string, Fulfilment>> => {
  const items = await readItems(table, ids.map(keyOf), { ConsistentRead: true });
  return new Map(items.map(wholeItem).map((item) => [String(item.id), item as unknown as Fulfilment]));
};
