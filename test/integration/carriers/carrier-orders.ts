import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { handler as allocate } from '../../../functions/fulfilment/allocate-order.ts';
import type { handler as waybill } from '../../../functions/fulfilment/create-waybill.ts';
import { handler as pack } from '../../../functions/fulfilment/pack-fulfilment.ts';
import { handler as pick } from '../../../functions/fulfilment/pick-fulfilment.ts';
import type { PutCarrier } from '../../../shared/carriers/carrier-schema.ts';
import { saveCarrier } from '../../../shared/carriers/effects/carrier-store.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { saveLocation } from '../../../shared/locations/effects/location-store.ts';
import { putLocationSchema } from '../../../shared/locations/location-schema.ts';
import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { Deps } from '../../../shared/runtime/deps.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { type Call, callHandler } from '../../harness/call-handler.ts';
import { aCarrier } from '../../unit/carriers/carrier-cases.ts';
import { aStoredOrder, consume, reload } from '../fulfilment-orders.ts';

export const deps = (table: Table, now: () => Date = () => new Date()): Deps => ({
  table,
  now,
  random: Math.random,
});

/** Describes a carrier; {@link aCarrier} but for what is said. */
export const describeCarrier = async (
  table: Table,
  id: string,
  change: Partial<PutCarrier> = {},
): Promise<void> => {
  const { id: _, version: __, ...carrier } = aCarrier();
  const saved = await saveCarrier(
    deps(table),
    id,
    { ...(carrier as unknown as PutCarrier), ...change },
    undefined,
  );
  if (isProblem(saved)) throw new Error(saved.detail);
};

export const describeLocation = async (table: Table, id: string): Promise<void> => {
  const address = {
    country: 'CN',
    province: '上海市',
    city: '上海市',
    line1: '世纪大道1号',
    phone: '+862112345678',
  };
  const saved = await saveLocation(
    deps(table),
    id,
    putLocationSchema.parse({ name: '上海主仓', kind: 'warehouse', address }),
    undefined,
  );
  if (isProblem(saved)) throw new Error(saved.detail);
};

/** What a fulfilment's parcels weigh is read from its products. */
export const describeProduct = (table: Table, sku: string, product: object): Promise<unknown> =>
  table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: { pk: `SKU#${sku}`, sk: 'PRODUCT', sku, traits: [], ...product },
    }),
  );

/** An order of two units, allocated to a location; `id` is its fulfilment's. */
export const allocated = async (table: Table, locationId = 'main') => {
  const sku = `P-${Math.random()}`;
  const order = await aStoredOrder(table, {
    reservations: [
      { fulfilment: 1, page: 1, locationId, units: [{ lineId: 'lin_1', sku, shard: 0, quantity: 2 }] },
    ],
  });
  await describeProduct(table, sku, { weightGrams: 600 });
  await consume(allocate, { orderId: order.head.id });
  return { order, sku, id: `ful_${order.head.id.slice(4)}_1` };
};

export const step = async (
  handler: typeof pack | typeof waybill | typeof pick,
  id: string,
  body: Call['body'] = {},
) => callHandler(handler, { params: { id }, body, roles: ['warehouse'] });

/** The same, picked and packed: in one box, or as said. */
export const packed = async (table: Table, locationId = 'main', parcels?: object[]) => {
  const made = await allocated(table, locationId);
  await step(pick, made.id, { lines: [{ lineId: 'lin_1', picked: 2 }] });
  const answer = await step(pack, made.id, parcels ? { parcels, confirmWeight: true } : {});
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return made;
};

/** The order's only fulfilment, as it stands. */
export const fulfilmentOf = async (table: Table, order: Order): Promise<Fulfilment> => {
  const [fulfilment] = (await reload(table, order)).fulfilments;
  if (!fulfilment) throw new Error('there is no fulfilment');
  return fulfilment;
};
