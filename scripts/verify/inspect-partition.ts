import { STOCK_FEED } from '../../shared/channel-stock/effects/told-store.ts';
import { LISTED } from '../../shared/orders/listing/listing-entries.ts';
import { MERGE_SUGGESTIONS } from '../../shared/orders/order-keys.ts';
import { PROMOTIONS } from '../../shared/promotions/effects/promotion-store.ts';
import { SOURCING } from '../../shared/sourcing/sourcing-keys.ts';
import { WAREHOUSE } from '../../shared/warehouse/warehouse-keys.ts';
import { automationPartition } from './automation-partition.ts';
import { customerPartition } from './customer-partition.ts';
import { GATHERINGS, gatheringPartition } from './gathering-partition.ts';
import { keyPartition } from './key-partition.ts';
import { listedPartition, suggestionPartition } from './listed-partition.ts';
import { orderPartition } from './order-partition.ts';
import { promotionPartition } from './promotion-partition.ts';
import type { Item, PartitionReport } from './report.ts';
import { skuPartition } from './sku-partition.ts';
import { sourcingPartition } from './sourcing-partition.ts';
import { STOCK_DOCUMENTS, stockDocumentPartition } from './stock-document-partition.ts';
import { stockFeedPartition } from './stock-feed-partition.ts';
import { warehousePartition } from './warehouse-partition.ts';

/** Takes the items of one partition, one by one, and says at the end what they prove. */
export type Inspection = {
  pk: string;
  add(item: Item): void;
  /** It has as much as it can keep: it ends here, and what follows of the partition is inspected by itself. */
  isFull?(): boolean;
  end(): PartitionReport;
};

/** Begins to inspect a partition, by what its key says it is. */
export const inspectPartition = (pk: string, asOf: string): Inspection => {
  if (pk.startsWith('ORDER#')) return { pk, ...orderPartition(pk, asOf) };
  if (pk.startsWith('CUSTOMER#')) return { pk, ...customerPartition(pk) };
  if (pk.startsWith(LISTED)) return { pk, ...listedPartition() };
  if (pk.startsWith('AUTOMATION#')) return { pk, ...automationPartition() };
  if (pk.startsWith(WAREHOUSE)) return { pk, ...warehousePartition() };
  if (pk.startsWith(STOCK_FEED)) return { pk, ...stockFeedPartition() };
  if (pk === PROMOTIONS) return { pk, ...promotionPartition(asOf) };
  if (pk === SOURCING) return { pk, ...sourcingPartition() };
  if (pk === MERGE_SUGGESTIONS) return { pk, ...suggestionPartition() };
  if (STOCK_DOCUMENTS.some((prefix) => pk.startsWith(prefix))) return { pk, ...stockDocumentPartition(asOf) };
  if (GATHERINGS.some((prefix) => pk.startsWith(prefix))) return { pk, ...gatheringPartition(asOf) };
  return { pk, ...(pk.startsWith('SKU#') ? skuPartition() : keyPartition()) };
};
