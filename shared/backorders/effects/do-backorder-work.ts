import { backorderedSkus } from '../../inventory/effects/backorder-store.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { BackorderMessage } from '../backorder-message.ts';
import { sendBackorderWork } from './backorder-queue.ts';
import { fillQueue } from './fill-queue.ts';
import { promiseQueue } from './promise-queue.ts';

/** Does one piece of work on queues of goods. Idempotent, and harmless in any order. */
export const doBackorderWork = async (
  message: BackorderMessage,
  deps: Deps,
): Promise<Problem | undefined> => {
  switch (message.kind) {
    case 'fill':
      return fillQueue(deps, message);
    case 'promise':
      return promiseQueue(deps, message);
    case 'everything':
      for await (const skus of backorderedSkus(deps.table))
        await sendBackorderWork(skus.map((sku) => ({ kind: 'fill', sku })));
      return undefined;
  }
};
