import type { createProgress } from '../../demo/progress.ts';
import { lastUnitsText, partitionsText, productsText, ratesText } from './hot-text.ts';
import { INSTANCES, type Sale, type Sold, simulateSale } from './simulate-sale.ts';
import { LATENCIES } from './simulated-table.ts';

/** What the sale of one product must reach with the shards chosen for it. */
const PROMISED_PER_SECOND = 1000;
const PLENTY = 1_000_000;

const BASE: Omit<Sale, 'shards' | 'buyers'> = {
  units: PLENTY,
  products: 1,
  warmUpMs: 400,
  measuredMs: 600,
  seed: 20261111,
};

const SHARDS = [1, 2, 4, 8, 16, 32, 64];
const CROWDS = [100, 1000, 10_000];

/** Which sales are simulated. */
const plan = (quick: boolean) => ({
  rates: (quick ? [1, 8, 16] : SHARDS).flatMap((shards) =>
    (quick ? [100, 1000] : CROWDS).map((buyers): Sale => ({ ...BASE, shards, buyers })),
  ),
  products: (quick ? [2] : [1, 2, 5]).map(
    (products): Sale => ({ ...BASE, products, shards: 32, buyers: 300 }),
  ),
  lastUnits: (quick ? [8] : [1, 8, 64]).map(
    (shards): Sale => ({ ...BASE, units: 200, shards, buyers: 600, warmUpMs: 0, measuredMs: 60_000 }),
  ),
});

const latencyText = (): string =>
  Object.entries(LATENCIES)
    .map(([what, { least, mean }]) => `${what} ${least} + exp(${mean})`)
    .join(', ');

/**
 * Sells hot products against a simulation of DynamoDB's limits, in a time of its own, and prints what came of it. The same
 * code gives the same figures on every machine, however busy.
 */
export async function benchHot(
  quick: boolean,
  say: (text: string) => void,
  progress: ReturnType<typeof createProgress>,
): Promise<void> {
  const { rates, products, lastUnits } = plan(quick);
  progress.phase('Sales of hot products', rates.length + products.length + lastUnits.length);
  const all = async (sales: readonly Sale[]): Promise<Sold[]> => {
    const sold: Sold[] = [];
    for (const sale of sales) {
      sold.push(await simulateSale(sale));
      progress.tick();
    }
    return sold;
  };
  const [atRate, several, last] = [await all(rates), await all(products), await all(lastUnits)];
  progress.end();
  say(
    `Latencies in ms: ${latencyText()}; ${INSTANCES.toLocaleString('en')} orders are worked on at a time,\nwho comes beyond that is turned away at the door and not counted as 503.\n`,
  );
  say(`${ratesText(atRate)}\n\n${productsText(several)}\n\n${lastUnitsText(last)}\n`);
  const busiest = atRate.toSorted((one, other) => other.perSecond - one.perSecond)[0];
  if (busiest) say(`${partitionsText(busiest)}\n`);
  say(conclusion([...atRate, ...several, ...last], atRate));
}

function conclusion(all: readonly Sold[], atRate: readonly Sold[]): string {
  const wrong = all.filter(({ oversold }) => oversold !== 0);
  if (wrong.length > 0) throw new Error(`${wrong.length} sales promised what was not there.`);
  const reached = atRate.filter(({ perSecond }) => perSecond >= PROMISED_PER_SECOND);
  const fewest = Math.min(...reached.map(({ sale }) => sale.shards));
  return reached.length === 0
    ? `No sale reached ${PROMISED_PER_SECOND} holds a second.`
    : `0 oversold in all ${all.length} sales. ${PROMISED_PER_SECOND.toLocaleString('en')} holds a second on one product are reached from ${fewest} shards on.`;
}
