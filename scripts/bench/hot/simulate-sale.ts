import { rebalanceSku } from '../../../shared/inventory/effects/rebalance-store.ts';
import type { StockRow } from '../../../shared/inventory/stock.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { intakeOrder } from '../../../shared/orders/effects/intake-order.ts';
import { orderView } from '../../../shared/orders/order-view.ts';
import type { Reservation } from '../../../shared/orders/reservation.ts';
import type { Deps } from '../../../shared/runtime/deps.ts';
import { isPassing } from '../../../shared/runtime/faults.ts';
import { created } from '../../../shared/runtime/http-answer.ts';
import type { Item } from './expression-tokens.ts';
import { openHotShop, orderOf } from './open-hot-shop.ts';
import { seededRandom } from './seeded-random.ts';
import { type Counts, type SimulatedTable, simulateTable } from './simulated-table.ts';
import { createVirtualTime } from './virtual-time.ts';

/** One sale: how many buyers stand at the counter at any time, and over how many rows what they want is spread. */
export type Sale = {
  shards: number;
  buyers: number;
  units: number;
  /** Products in each order, all of them hot. */
  products: number;
  /** Before it is measured, and while it is; milliseconds of the sale. */
  warmUpMs: number;
  measuredMs: number;
  seed: number;
};

/** What came of it while it was measured. */
export type Sold = {
  sale: Sale;
  /** Orders placed, with their stock. */
  accepted: number;
  perSecond: number;
  /** 503: too busy, nothing was changed. */
  refused: number;
  /** 409: there was not enough. */
  soldOut: number;
  counts: Counts;
  /** Milliseconds from asking to the order, in the middle and for the slowest hundredth. */
  p50: number;
  p99: number;
  /** Units promised that were not there; always 0, or it says how wrong. */
  oversold: number;
  /** Units left for sale at the end, and those that orders have. */
  left: number;
  reserved: number;
  /** When the last order was placed, milliseconds after the doors were opened. */
  lastSoldMs: number;
  /** How long the partitions were in use. */
  totalMs: number;
  busiest: ReturnType<SimulatedTable['busiest']>;
};

const START = Date.parse('2026-11-11T00:00:00Z');

/** Who is told to come again does so after a second, as the answer says. */
const RETRY_AFTER_MS = 1000;

/**
 * Orders that are worked on at the same time: an account's function instances, where nothing else is agreed. Who comes when
 * all are busy is turned away at the door, and tries again as well.
 */
export const INSTANCES = 1000;

/** Nobody presses the button in the same microsecond. */
const ARRIVING_MS = 300;

/**
 * A sale of hot products: the system's own intake, from the first read to the commit, against a simulated table. A buyer
 * who has got their order makes room for the next; one who was refused tries again.
 */
export async function simulateSale(sale: Sale): Promise<Sold> {
  const { stackTraceLimit } = Error;
  // Thousands of cancelled transactions a second: nobody reads where they were thrown.
  Error.stackTraceLimit = 0;
  try {
    return await hold(sale);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function hold(sale: Sale): Promise<Sold> {
  const time = createVirtualTime();
  const random = seededRandom(sale.seed);
  const simulated = simulateTable(time, random);
  const { table, counts } = simulated;
  const deps: Deps = { table, random, now: () => new Date(START + Math.floor(time.now())) };
  const skus = Array.from({ length: sale.products }, (_, at) => `HOT-${at + 1}`);
  let isOpen = false;
  const opening = openHotShop(deps, { ...sale, skus }).then(() => {
    isOpen = true;
  });
  while (!isOpen) await Promise.race([opening, time.runUntil(time.now() + 1000)]);

  const opened = time.now();
  const from = opened + sale.warmUpMs;
  const end = from + sale.measuredMs;
  const latencies: number[] = [];
  let [refused, soldOut, next, lastSold] = [0, 0, 0, opened];
  let atWork = 0;
  const buy = async (): Promise<void> => {
    while (time.now() < end) {
      const asked = time.now();
      atWork += 1;
      const answer = atWork > INSTANCES ? 'turned away' : await ask(deps, next++, skus);
      atWork -= 1;
      const isMeasured = time.now() >= from && time.now() < end;
      if (answer === 'busy' || answer === 'turned away') {
        if (isMeasured && answer === 'busy') refused += 1;
        await time.sleep(RETRY_AFTER_MS);
      } else if (answer === 'sold out') {
        if (isMeasured) soldOut += 1;
        return;
      } else {
        lastSold = time.now();
        if (isMeasured) latencies.push(time.now() - asked);
      }
    }
  };
  const queue = Array.from({ length: sale.buyers }, async () => {
    await time.sleep(random() * ARRIVING_MS);
    await buy();
  });
  const evening = evenOut(deps, skus, end);
  await time.runUntil(from);
  const before = { ...counts };
  await time.runUntil(end);
  const after = { ...counts };
  const busy = simulated.busiest(5);
  // What was begun is brought to its end, so that all can be counted.
  await time.runUntil(end + 60_000);
  await Promise.all([...queue, evening]);

  const faults = stockOf(simulated.all(), skus, sale.units);
  latencies.sort((one, other) => one - other);
  const quantile = (part: number): number => latencies[Math.floor(latencies.length * part)] ?? 0;
  return {
    sale,
    accepted: latencies.length,
    perSecond: (latencies.length * 1000) / sale.measuredMs,
    refused,
    soldOut,
    counts: differenceOf(before, after),
    p50: quantile(0.5),
    p99: quantile(0.99),
    ...faults,
    lastSoldMs: lastSold - opened,
    totalMs: end - opened,
    busiest: busy,
  };
}

/** The queue's worker that evens rows out when some ran dry, told of them once a second. */
const evenOut = async (deps: Deps, skus: readonly string[], end: number): Promise<void> => {
  const { table, now } = deps;
  while (now().getTime() - START < end) {
    await table.wait?.(1000);
    for (const sku of skus)
      await rebalanceSku(deps, sku).catch((error: unknown) => {
        // The queue brings the message again.
        if (!isPassing(error)) throw error;
      });
  }
};

const ask = async (
  deps: Deps,
  buyer: number,
  skus: readonly string[],
): Promise<'placed' | 'busy' | 'sold out'> => {
  try {
    const taken = await intakeOrder(deps, orderOf(buyer, skus), {
      actor: 'bench',
      pricesFromBuyer: false,
      present: (order) => created(orderView(order), order.head.version),
      idempotency: {
        operation: 'place-order',
        scope: 'bench',
        key: String(buyer),
        requestHash: String(buyer),
      },
    });
    if (!isProblem(taken)) return 'placed';
    if (taken.status === 503) return 'busy';
    if (taken.code === 'insufficient_stock') return 'sold out';
    throw new Error(`${taken.code}: ${taken.detail ?? taken.title}`);
  } catch (error) {
    // The HTTP layer answers 503 to what passes by itself.
    if (isPassing(error)) return 'busy';
    throw error;
  }
};

const differenceOf = (before: Counts, after: Counts): Counts => ({
  committed: after.committed - before.committed,
  conflicts: after.conflicts - before.conflicts,
  conditions: after.conditions - before.conditions,
  throttled: after.throttled - before.throttled,
});

/** What is promised beyond what is there, by any of: too much in all, a row below zero, rows and orders that differ. */
function stockOf(all: readonly Item[], skus: readonly string[], units: number) {
  const rows = all.filter(({ sk }) => String(sk).startsWith('STOCK#')) as unknown as StockRow[];
  const pages = all.filter(({ sk }) => String(sk).startsWith('RESERVATION#')) as unknown as Reservation[];
  const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);
  const held = sum(pages.flatMap((page) => page.units.map(({ quantity }) => quantity)));
  const reserved = sum(rows.map((row) => row.reserved));
  const negative = sum(rows.map(({ available }) => Math.max(0, -available)));
  const there = units * skus.length;
  const onHand = sum(rows.map((row) => row.onHand));
  return {
    oversold: Math.max(0, reserved - there) + negative + Math.abs(reserved - held) + Math.abs(onHand - there),
    left: sum(rows.map(({ available }) => available)),
    reserved,
  };
}
