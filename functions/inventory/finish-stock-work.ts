import { sweepStockWork } from '../../shared/inventory/effects/sweep-stock-work.ts';
import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';

export const handler = scheduleHandler((asOf, { table }, remainingMs) =>
  sweepStockWork(table, asOf, remainingMs),
);
