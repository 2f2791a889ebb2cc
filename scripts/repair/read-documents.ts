import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Receipt } from '../../shared/inventory/receipt.ts';
import type { StockCount } from '../../shared/inventory/stock-count.ts';
import type { Transfer } from '../../shared/inventory/transfer.ts';
import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import { wholeItem } from '../../shared/runtime/packed.ts';
import type { Table } from '../../shared/runtime/table.ts';
import type { Item } from '../verify/report.ts';
import { documentKey } from './sku-facts.ts';

/** What documents say moved of a SKU, by document and location. */
export type Documented = Map<string, number>;

type Entry = { sku: string; key: string; units: number };

/**
 * What the papers say of some SKUs: receipts, transfers, counts, and fulfilments that have left. They are a second
 * witness of the ledger: a movement that is missing or doubled shows against them.
 */
export const readDocuments = async (
  table: Table,
  skus: ReadonlySet<string>,
): Promise<Map<string, Documented>> => {
  const found = new Map<string, Documented>([...skus].map((sku) => [sku, new Map()]));
  const pages = paginateScan(
    { client: table.client },
    {
      TableName: table.name,
      ConsistentRead: true,
      FilterExpression: 'sk IN (:receipt, :transfer, :count) OR begins_with(sk, :fulfilment)',
      ExpressionAttributeValues: {
        ':receipt': 'RECEIPT',
        ':transfer': 'TRANSFER',
        ':count': 'COUNT',
        ':fulfilment': 'FULFILMENT#',
      },
    },
  );
  for await (const { Items = [] } of pages)
    for (const item of Items as Item[])
      for (const { sku, key, units } of entriesOf(item)) {
        const sums = found.get(sku);
        if (sums && units !== 0) sums.set(key, (sums.get(key) ?? 0) + units);
      }
  return found;
};

const entriesOf = (item: Item): Entry[] => {
  if (item.sk === 'RECEIPT') return item.lines ? ofReceipt(item as unknown as Receipt) : [];
  if (item.sk === 'TRANSFER') return ofTransfer(item as unknown as Transfer);
  if (item.sk === 'COUNT') return ofCount(item as unknown as StockCount);
  return ofFulfilment(wholeItem(item) as unknown as Fulfilment);
};

const ofReceipt = ({ id, locationId, lines }: Receipt): Entry[] =>
  lines.map(({ sku, quantity }) => ({ sku, key: documentKey(id, locationId), units: quantity }));

const ofTransfer = ({ id, fromLocationId, toLocationId, lines }: Transfer): Entry[] =>
  lines.flatMap(({ sku, dispatched, received }) => [
    { sku, key: documentKey(id, fromLocationId), units: -dispatched },
    { sku, key: documentKey(id, toLocationId), units: received },
  ]);

const ofCount = ({ id, locationId, lines }: StockCount): Entry[] =>
  lines.map(({ sku, applied = 0 }) => ({ sku, key: documentKey(id, locationId), units: applied }));

const ofFulfilment = ({ id, locationId, lines, shippedAt }: Fulfilment): Entry[] =>
  shippedAt === undefined
    ? []
    : lines.map(({ sku, quantity }) => ({ sku, key: documentKey(id, locationId), units: -quantity }));
