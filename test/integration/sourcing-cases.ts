import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PutLocation } from '../../shared/locations/location-schema.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { aLocation, aProduct } from '../builders/a-product.ts';
import { unique } from '../builders/an-order-request.ts';
import type { Call } from '../harness/call-handler.ts';
import { consume } from './fulfilment-orders.ts';
import { type AnyBody, call, paid, placed, read } from './orders/desk.ts';

/** Calls an operation that must succeed; answers its body. */
export const ok = async (path: string, said: Call): Promise<AnyBody> => {
  const { status, body } = await call(path, said);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
};

/** Makes or replaces a location. */
export const putLocation = (id: string, change: Partial<PutLocation> = {}) =>
  ok('locations/put-location', { params: { id }, body: aLocation(change) });

/** Locations of one test alone, each with so many units of new SKUs; answers their ids and the SKUs. */
export const aNetwork = async (
  stock: readonly (readonly number[])[],
  changes: readonly Partial<PutLocation>[] = [],
): Promise<{ ids: string[]; skus: string[] }> => {
  const name = unique();
  const ids = stock.map((_, at) => `${name}-${'abcdef'[at]}`);
  const skus = (stock[0] ?? []).map((_, at) => `SKU-${name}-${at}`);
  for (const sku of skus) await ok('catalog/put-product', { params: { sku }, body: aProduct() });
  for (const [at, id] of ids.entries()) {
    await putLocation(id, changes[at]);
    const lines = skus.flatMap((sku, of) =>
      (stock[at]?.[of] ?? 0) > 0 ? [{ sku, quantity: stock[at]?.[of] }] : [],
    );
    if (lines.length > 0)
      await ok('inventory/receive-stock', { body: { locationId: id, lines, reference: unique() } });
  }
  return { ids, skus };
};

/** A line for each SKU. */
export const linesOf = (skus: readonly string[], quantity = 1) => skus.map((sku) => ({ sku, quantity }));

/** Lets the worker send a ready order out; answers the order after it. */
export const allocate = async (order: AnyBody): Promise<AnyBody> => {
  const { handler } = await import('../../functions/fulfilment/allocate-order.ts');
  if ((await consume(handler, { orderId: order.id, stage: 'ready_unprocessed' })) > 0)
    throw new Error(`${order.id} was given back to the queue.`);
  return read(order.id);
};

/** A paid order of so many units of each SKU. */
export const ready = async (skus: readonly string[], quantity = 1, change: Record<string, unknown> = {}) =>
  paid(await placed(linesOf(skus, quantity), { ...change, paymentTerms: 'prepaid' }));

/** What each location has of a SKU. */
export const stockAt = async (sku: string): Promise<Record<string, { onHand: number; reserved: number }>> => {
  const { locations } = await ok('inventory/get-inventory', { params: { sku } });
  return Object.fromEntries(
    locations.map(({ locationId, onHand, reserved }: AnyBody) => [locationId, { onHand, reserved }]),
  );
};

/** The locations that send something of an order, by id. */
export const fromWhere = (order: AnyBody): string[] =>
  order.fulfilments
    .filter(({ status }: AnyBody) => status !== 'cancelled')
    .map(({ locationId }: AnyBody) => locationId)
    .sort();

/** Why an order is sent from where it is. */
export const explain = (order: AnyBody): Promise<AnyBody> =>
  ok('sourcing/explain-sourcing', { params: { id: order.id } });

/** The items of a partition whose sort key begins so. */
export const itemsOf = async ({ client, name }: Table, pk: string, prefix: string): Promise<AnyBody[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    }),
  );
  return Items;
};

/** What a location's counters of its days say. */
export const loadsOf = async (table: Table, locationId: string): Promise<number[]> =>
  (await itemsOf(table, 'SOURCING', 'LOAD#'))
    .filter((item) => item.locationId === locationId)
    .map(({ taken }) => taken);
