import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { encodeTime } from 'ulid';
import type { Table } from '../../runtime/table.ts';
import type { Movement } from '../stock.ts';
import { MOVEMENT, movementSk, skuPk } from '../stock-keys.ts';
import { loadSku } from './load-stock-store.ts';

/** A movement is named before it is committed: by less than a function lives. */
const NAMED_BEFORE_MS = 60_000;

/** Movements read at most: a SKU that moves more since a count is counted anew. */
const MOST = 20_000;

const LOOKS = 5;

type Moved = Pick<Movement, 'id' | 'locationId' | 'quantity' | 'at'>;

/**
 * On hand of a SKU at a location as of a moment, by the books: what is there now less what moved since. The movements
 * are read before and after the stock, so that one which commits between is noticed. Undefined when it never stood
 * still, or moved too often since.
 */
export const onHandAsOf = async (
  table: Table,
  sku: string,
  locationId: string,
  moment: string,
): Promise<number | undefined> => {
  let before = await movedSince(table, sku, moment);
  for (let look = 0; look < LOOKS && before; look++) {
    const { stock } = await loadSku(table, sku);
    const after = await movedSince(table, sku, moment);
    if (!after) return undefined;
    if (before.length === after.length && after.at(-1)?.id === before.at(-1)?.id) {
      const now = stock.reduce((sum, row) => sum + (row.locationId === locationId ? row.onHand : 0), 0);
      return after.reduce(
        (sum, each) => (each.locationId === locationId && each.at > moment ? sum - each.quantity : sum),
        now,
      );
    }
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
      ProjectionExpression: 'id, locationId, quantity, #at',
      ExpressionAttributeNames: { '#at': 'at' },
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
