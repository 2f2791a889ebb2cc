import { inParallel } from '../demo/in-parallel.ts';
import type { Progress } from '../demo/progress.ts';
import { untilQuiet } from '../demo/until-quiet.ts';
import { type Usage, usageOf, usedBetween } from './metering.ts';
import { look, STEPS, type Walk } from './order-steps.ts';
import type { Shop } from './shop.ts';
import type { FreshCloud } from './start-cloud.ts';

/** What one step of an order's life used, of all orders together. */
export type StepUsage = { step: string; usage: Usage };

const AT_ONCE = 4;

/**
 * Walks orders from placing to completion, step by step: all orders do a step, then the system comes to rest, then the
 * meter is read. So each step carries what it set off (stream, events, queues, letters), and nothing of the waiting:
 * `untilQuiet` looks at queues and the meter only, orders are looked at past the metering.
 */
export async function walkOrders(
  fresh: FreshCloud,
  shop: Shop,
  { orders, lines, progress }: { orders: number; lines: number; progress: Progress },
): Promise<StepUsage[]> {
  const walks = Array.from({ length: orders }, (): Walk => ({ id: '' }));
  const steps: StepUsage[] = [];
  for (const step of STEPS) {
    progress.phase(step.name, orders);
    const before = usageOf(fresh.cloud.services.meter.snapshot());
    await inParallel(walks, AT_ONCE, async (walk) => {
      await step.run(shop, walk, lines);
      progress.tick();
    });
    await untilRest(shop);
    steps.push({
      step: step.name,
      usage: usedBetween(before, usageOf(fresh.cloud.services.meter.snapshot())),
    });
    for (const walk of walks) await look(fresh.table, walk);
  }
  progress.end();
  const left = walks.filter(({ order }) => order?.head.status !== 'completed');
  if (left.length > 0) {
    const stages = [...new Set(left.map(({ order }) => order?.head.stage))].join(', ');
    throw new Error(`${left.length} of ${orders} orders did not come to their end but stand at ${stages}.`);
  }
  return steps;
}

/** A message that failed comes back after its visibility timeout, three minutes: one such return is waited for. */
const untilRest = (shop: Shop): Promise<void> => untilQuiet(shop).catch(() => untilQuiet(shop));
