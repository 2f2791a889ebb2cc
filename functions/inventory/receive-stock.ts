import { receiveStock } from '../../shared/inventory/effects/receive-stock-store.ts';
import { receiveStockOperation } from '../../shared/inventory/inventory-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(receiveStockOperation, receiveStock);
