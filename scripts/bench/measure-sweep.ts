import { hoursAfter } from '../../shared/kernel/clock.ts';
import { totalOf, usageOf, usedBetween } from '../cost/metering.ts';
import { look, STEPS, type Walk } from '../cost/order-steps.ts';
import { must, type Shop } from '../cost/shop.ts';
import type { FreshCloud } from '../cost/start-cloud.ts';
import { inParallel } from '../demo/in-parallel.ts';
import { untilQuiet } from '../demo/until-quiet.ts';
import { writeOpenOrders } from './open-orders.ts';

/** What reminding used with so many open orders in the table, and the same number of them due. */
export type Sweep = { open: number; due: number; readUnits: number; writeUnits: number; seconds: number };

const DUE = 25;
/** The first reminder is due after one hour. */
const AHEAD_HOURS = 1.5;
const ATTEMPTS = 3;

/** Runs the sweep that reminds unpaid buyers, with all that follows, at each number of open orders. */
export async function measureSweeps(
  fresh: FreshCloud,
  shop: Shop,
  sizes: readonly number[],
): Promise<Sweep[]> {
  const name = await scheduleOf(shop, 'remind-unpaid-orders');
  const sweeps: Sweep[] = [];
  let open = 0;
  for (const size of sizes) {
    const first = await placeDue(fresh, shop, 1);
    await writeOpenOrders(fresh.table, first, size - open);
    open = size;
    await untilQuiet(shop);
    sweeps.push(await measure(fresh, shop, name, open));
  }
  return sweeps;
}

async function measure(fresh: FreshCloud, shop: Shop, name: string, open: number): Promise<Sweep> {
  const meter = fresh.cloud.services.meter;
  const asOf = () => hoursAfter(new Date().toISOString(), AHEAD_HOURS);
  const run = async () => {
    must(await shop.local('POST', `/local/schedules/${name}/run`, { now: asOf() }));
    await untilQuiet(shop);
  };
  for (let attempt = 1; ; attempt++) {
    // What became due before is done with first, so that the same work is due each time.
    await run();
    await placeDue(fresh, shop, DUE);
    await untilQuiet(shop);
    const before = usageOf(meter.snapshot());
    const from = performance.now();
    await run();
    const seconds = (performance.now() - from) / 1000;
    const used = usedBetween(before, usageOf(meter.snapshot()));
    const sweep = {
      open,
      due: totalOf(used, 'ses.messages'),
      readUnits: totalOf(used, 'dynamodb.readUnits'),
      writeUnits: totalOf(used, 'dynamodb.writeUnits'),
      seconds,
    };
    // A sweep that the clock started meanwhile would be counted with ours.
    if (totalOf(used, 'scheduler.invocations') <= 1 || attempt === ATTEMPTS) return sweep;
  }
}

async function placeDue(fresh: FreshCloud, shop: Shop, count: number) {
  const walks = Array.from({ length: count }, (): Walk => ({ id: '' }));
  const [place] = STEPS;
  await inParallel(walks, 4, async (walk) => place?.run(shop, walk, 1));
  return look(fresh.table, walks[0] as Walk);
}

async function scheduleOf(shop: Shop, part: string): Promise<string> {
  const { items } = must(await shop.local('GET', '/local/schedules')) as { items: { name: string }[] };
  const found = items.find(({ name }) => name.includes(part));
  if (!found) throw new Error(`There is no schedule ${part}.`);
  return found.name;
}
