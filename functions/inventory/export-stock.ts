import { exportStock } from '../../shared/inventory/effects/export-store.ts';
import { exportStockOperation } from '../../shared/inventory/import-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(exportStockOperation, exportStock);
