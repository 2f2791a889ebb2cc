import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { encodeTime } from 'ulid';
import type { Table } from '../../runtime/table.ts';
import { baseCandidates, type Moved } from '../base-candidates.ts';
import { MOVEMENT, movementSk, skuPk } from '../stock-keys.ts';
import { loadSku } from './load-stock-store.ts';

/** A movement is named before it is committed: by less than a function lives. */
const NAMED_BEFORE_MS = 60_000;

/** Movements read at most: a SKU that moved more since a count is counted anew. */
const MOST = 20_000;

const LOOKS = 30;

/**
 * On hand of a SKU at a location as of a moment, by the books: what was there before, and what moved until then. Sales
 * go on meanwhile; a movement that commits while we look counts as later. Undefined when too much moved since.
 */
export const onHandAsOf = async (
  table: Table,
  sku: string,
  locationId: string,
  moment: string,
): Promise<number | undefined> => {
  const bases = new Map<number, ReadonlySet<number> | undefined>();
  let before = await movedSince(table, sku, moment);
  for (let look = 0; look < LOOKS && before; look++) {
    const { stock } = await loadSku(table, sku);
    const after = await movedSince(table, sku, moment);
    if (!after) return undefined;
    const here = after.filter((each) => each.locationId === locationId);
    const rows = new Map(
      stock.filter((row) => row.locationId === locationId).map(({ shard, onHand }) => [shard, onHand]),
    );
    const known = new Set(before.map(({ id }) => id));
    for (const shard of new Set([...rows.keys(), ...here.map((each) => each.shard)])) {
      const of = here.filter((each) => each.shard === shard);
      const [earlier, between] = [
        of.filter(({ id }) => known.has(id)),
        of.filter(({ id }) => !known.has(id)),
      ];
      const seen = { onHand: rows.get(shard) ?? 0, before: earlier, between };
      bases.set(shard, baseCandidates(seen, bases.get(shard)));
    }
    const found = [...bases.values()].map((candidates) => (candidates?.size === 1 ? [...candidates] : []));
    if (found.every(({ length }) => length === 1))
      return [
        ...found.flat(),
        ...here.filter(({ at }) => at <= moment).map(({ quantity }) => quantity),
      ].reduce((sum, units) => sum + units, 0);
    before = after;
  }
  return undefined;
};

const movedSince = async (table: Table, sku: string, moment: string): Promise<Moved[] | undefined> => {
  const first = `mov_${encodeTime(Math.max(0, Date.parse(moment) - NAMED_BEFORE_MS))}`;
  const moved: Moved[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ProjectionExpression: 'id, locationId, #shard, quantity, #at',
      ExpressionAttributeNames: { '#shard': 'shard', '#at': 'at' },
      ExpressionAttributeValues: { ':pk': skuPk(sku), ':first': movementSk(first), ':last': `${MOVEMENT}~` },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) {
    moved.push(...((page.Items ?? []) as Moved[]));
    if (moved.length > MOST) return undefined;
  }
  return moved;
};
