import { openCursor, sealCursor } from '../../kernel/cursor.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import { readSecret } from '../../runtime/secrets.ts';
import { chooseListing, type OrderFilter } from '../choose-listing.ts';
import type { OrderHead } from '../order.ts';
import { listOrders } from './list-orders-store.ts';

/** Answers a page of orders, each as `view` shows it; its cursor fits this list of this filter only. */
export const answerList = async (
  { table, now }: Deps,
  list: string,
  filter: OrderFilter,
  { limit, cursor }: { limit: number; cursor: string | undefined },
  view: (head: OrderHead) => unknown,
): Promise<Answer | Problem> => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const name = `${list} ${JSON.stringify(filter)}`;
  const after = cursor === undefined ? undefined : openCursor(cursor, name, key);
  if (isProblem(after)) return after;
  const page = await listOrders(table, chooseListing(filter), filter, {
    limit,
    ...(after === undefined ? {} : { after: after as string }),
  });
  return ok({
    items: page.heads.map(view),
    ...(page.position === undefined ? {} : { nextCursor: sealCursor(page.position, name, key) }),
  });
};
