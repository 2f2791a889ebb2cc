import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { movementSk, skuPk, stockKey } from '../../../shared/inventory/stock-keys.ts';
import { money } from '../../../shared/kernel/money.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { aProduct, aStockRow } from '../../builders/a-product.ts';
import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import { type Call, type Called, callHandler } from '../../harness/call-handler.ts';

type Handler = Parameters<typeof callHandler>[0];

/** Puts a product and its stock at two locations straight into the table; answers its SKU. */
export const stocked = async (table: Table, onHand = 20, price = 1990): Promise<string> => {
  const sku = `SKU-${unique()}`;
  const put = (Item: Record<string, unknown>) =>
    table.client.send(new PutCommand({ TableName: table.name, Item }));
  const product = aProduct({ price: money(price, 'CNY') });
  await put({ pk: skuPk(sku), sk: 'PRODUCT', sku, version: 1, stockRows: 2, ...product });
  for (const locationId of ['main', 'north']) {
    const row = { sku, locationId, shard: 0 };
    await put({ ...stockKey({ sku, locationId, shard: 0 }), ...aStockRow({ ...row, onHand }), moves: 1 });
    const received = { ...row, id: `mov_${unique()}`, quantity: onHand, cause: 'receipt', document: 'test' };
    await put({ pk: skuPk(sku), sk: movementSk(received.id), ...received });
  }
  return sku;
};

// biome-ignore lint/suspicious/noExplicitAny: an order as the API answers it; tests look into what they need.
export type AnyBody = any;

const load = async (path: string): Promise<Handler> =>
  ((await import(`../../../functions/${path}.ts`)) as { handler: Handler }).handler;

/** Calls a handler by its path under `functions/`, as an admin where nothing else is said. */
export const call = async (
  path: string,
  said: Call = {},
): Promise<Omit<Called, 'body'> & { body: AnyBody }> => callHandler(await load(path), said);

/** Places an order that must be placed; answers it. */
export const placed = async (
  lines: readonly { sku: string; quantity: number }[],
  change: Record<string, unknown> = {},
): Promise<AnyBody> => {
  const body = anOrderRequest(lines, change);
  const { status, body: order } = await call('orders/place-order', { body });
  if (status !== 201) throw new Error(JSON.stringify(order));
  return order;
};

/** An order as it stands now. */
export const read = async (id: string): Promise<AnyBody> =>
  (await call('orders/get-order', { params: { id } })).body;

/** Pays an order in full, by a transfer that a clerk sees arrive. */
export const paid = async (order: AnyBody): Promise<AnyBody> => {
  const params = { id: order.id };
  const { body: payment } = await call('payments/open-payment', { params, body: { method: 'transfer' } });
  const body = { amount: payment.amount, reference: unique() };
  await call('payments/capture-payment', { params: { ...params, paymentId: payment.id }, body });
  return read(order.id);
};

/** Sends an order to its warehouse, as the queue does. */
export const allocated = async ({ id }: AnyBody): Promise<AnyBody> => {
  const { handler } = await import('../../../functions/fulfilment/allocate-order.ts');
  const Records = [{ messageId: '1', body: JSON.stringify({ orderId: id }) }];
  await handler({ Records } as never, { awsRequestId: 'r' } as Context);
  return read(id);
};

/** A step of a fulfilment, by the name of its handler. */
export const step = (fulfilment: AnyBody, name: string, body: unknown = {}) =>
  call(`fulfilment/${name}`, { params: { id: fulfilment.id }, body });
