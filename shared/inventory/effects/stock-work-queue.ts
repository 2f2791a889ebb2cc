import * as z from 'zod';
import { sendMessages } from '../../runtime/send-messages.ts';

/** Work on stock that waits in the queue; without a chunk, an import is looked after as a whole; what is rebalanced is a SKU. */
export const stockWorkSchema = z.object({
  kind: z.enum(['receipt', 'arrival', 'count', 'import', 'rebalance']),
  id: z.string(),
  chunk: z.int().min(0).optional(),
});

export type StockWorkMessage = z.infer<typeof stockWorkSchema>;

/** Sends work to the queue, all of it or an error. */
export const sendStockWork = (messages: readonly StockWorkMessage[]): Promise<void> =>
  sendMessages('STOCK_WORK_QUEUE_URL', messages);
