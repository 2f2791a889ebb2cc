import { receiveStockOperation } from '../../shared/inventory/inventory-operations.ts';
import { receiveStock } from '../../shared/inventory/receive-stock-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(receiveStockOperation, receiveStock);
