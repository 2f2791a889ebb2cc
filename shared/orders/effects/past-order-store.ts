import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { chooseListing } from '../choose-listing.ts';
import type { OrderBody, OrderHead } from '../order.ts';
import { BODY, orderPk } from '../order-keys.ts';
import type { PastOrder } from '../review/simulate-rules.ts';
import { listOrders } from './list-orders-store.ts';

/** Heads read at a time; an index page and its batch each. */
const PAGE = 100;

/** The newest orders placed in a span of time (from ≤ placed < to), a bounded number, and whether there are more. */
export const readPastOrders = async (
  table: Table,
  span: { from: string; to: string },
  limit: number,
): Promise<{ orders: PastOrder[]; more: boolean }> => {
  const listing = chooseListing(span);
  const heads: OrderHead[] = [];
  let after: string | undefined;
  do {
    const wanted = Math.min(PAGE, limit - heads.length);
    const page = await listOrders(table, listing, span, {
      limit: wanted,
      ...(after === undefined ? {} : { after }),
    });
    heads.push(...page.heads);
    after = page.position;
  } while (after !== undefined && heads.length < limit);
  const bodies = await readItems(
    table,
    heads.map(({ id }) => ({ pk: orderPk(id), sk: BODY })),
  );
  const byPk = new Map(bodies.map((body) => [body.pk, body as unknown as OrderBody]));
  const orders = heads.flatMap((head): PastOrder[] => {
    const body = byPk.get(orderPk(head.id));
    return body ? [{ head, body }] : [];
  });
  return { orders, more: after !== undefined };
};
