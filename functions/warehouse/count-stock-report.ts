import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { countReport } from '../../shared/warehouse/effects/compare-report.ts';
import { countStockReportOperation } from '../../shared/warehouse/stock-report-operations.ts';

export const handler = httpHandler(countStockReportOperation, countReport);
