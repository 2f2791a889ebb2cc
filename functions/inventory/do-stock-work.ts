import { doStockWork } from '../../shared/inventory/effects/do-stock-work.ts';
import { stockWorkSchema } from '../../shared/inventory/effects/stock-work-queue.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

export const handler = queueHandler(stockWorkSchema, doStockWork);
