import { keyPartition } from './key-partition.ts';
import { orderPartition } from './order-partition.ts';
import type { Item, PartitionReport } from './report.ts';
import { skuPartition } from './sku-partition.ts';

/** Takes the items of one partition, one by one, and says at the end what they prove. */
export type Inspection = { pk: string; add(item: Item): void; end(): PartitionReport };

/** Begins to inspect a partition, by what its key says it is. */
export const inspectPartition = (pk: string, asOf: string): Inspection => {
  if (pk.startsWith('ORDER#')) return { pk, ...orderPartition(pk, asOf) };
  return { pk, ...(pk.startsWith('SKU#') ? skuPartition() : keyPartition()) };
};
