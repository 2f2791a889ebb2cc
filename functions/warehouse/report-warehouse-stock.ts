import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { takeReport } from '../../shared/warehouse/effects/compare-report.ts';
import { reportWarehouseStockOperation } from '../../shared/warehouse/stock-report-operations.ts';

export const handler = httpHandler(reportWarehouseStockOperation, takeReport);
