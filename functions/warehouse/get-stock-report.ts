import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { getReport } from '../../shared/warehouse/effects/compare-report.ts';
import { getStockReportOperation } from '../../shared/warehouse/stock-report-operations.ts';

export const handler = httpHandler(getStockReportOperation, ({ params }, deps) => getReport(params, deps));
