import { correctStock } from '../../shared/inventory/effects/adjust-stock-store.ts';
import { adjustStockOperation } from '../../shared/inventory/inventory-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(adjustStockOperation, correctStock);
