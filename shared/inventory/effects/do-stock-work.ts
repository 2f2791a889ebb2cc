import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { StockCount } from '../stock-count.ts';
import { findArrival, finishArrival } from './arrival-store.ts';
import { findDocument } from './document-store.ts';
import { finishCount } from './finish-count.ts';
import { importChunk } from './import-chunk.ts';
import { settleImport } from './import-store.ts';
import { rebalanceSku } from './rebalance-store.ts';
import { finishReceipt } from './receive-stock-store.ts';
import type { StockWorkMessage } from './stock-work-queue.ts';

/** What only says that somebody was faster, or that the work has found its end without being done. */
const SETTLED: readonly string[] = ['version_conflict', 'below_reserved'];

/** Does work that is too much for one call, or that broke off: goes on where it was left. Twice does no harm. */
export const doStockWork = async (message: StockWorkMessage, deps: Deps): Promise<Problem | undefined> => {
  const result = await resume(message, deps);
  return isProblem(result) && !SETTLED.includes(result.code) ? result : undefined;
};

const resume = async ({ kind, id, chunk }: StockWorkMessage, deps: Deps): Promise<unknown> => {
  switch (kind) {
    case 'receipt':
      return finishReceipt(id, deps);
    case 'arrival': {
      const stored = await findArrival(deps.table, id);
      return stored && finishArrival(stored, deps);
    }
    case 'count': {
      const stored = await findDocument<StockCount>(deps.table, 'count', id);
      return stored && finishCount(stored, deps);
    }
    case 'import':
      return chunk === undefined ? settleImport(deps, id, true) : importChunk(deps, id, chunk);
    case 'rebalance':
      return rebalanceSku(deps, id);
  }
};
