import type { Client } from './client.ts';

/** What lists say of an order. */
export type OrderSummary = {
  id: string;
  externalId: string;
  stage: string;
  payment: string;
  confirmation: string;
};

/** All items of a list, page by page. */
export const readAll = async <T>(client: Client, path: string): Promise<T[]> => {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const next: string = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await client.call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=100${next}`,
    );
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    items.push(...((body.items ?? []) as T[]));
    cursor = body.nextCursor as string | undefined;
  } while (cursor !== undefined);
  return items;
};

export const readOrders = (client: Client, query = ''): Promise<OrderSummary[]> =>
  readAll(client, `/v1/orders?channel=generic${query}`);
