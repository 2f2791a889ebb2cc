import { type Addition, addObservation } from '../../habits/effects/habit-store.ts';
import { purchasesKey, salesKey } from '../../habits/habit-keys.ts';
import { observationKey } from '../../habits/sample.ts';
import { isProblem } from '../../kernel/problem.ts';
import { boughtOf } from '../../promotions/due-gifts.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import { openHolds } from '../holds.ts';
import type { HoldKind, Order } from '../order.ts';
import { loadOrderSince } from './load-order.ts';

/** What people doubt does not become usual before they have let it through. */
const DOUBTED: readonly HoldKind[] = ['price', 'quantity', 'duplicate'];

/** Samples written at the same time. */
const AT_ONCE = 20;

/**
 * Adds an order to what is known of its goods and its customer, once, whenever and however often it is told. An order that
 * is held for its prices or quantities teaches nothing until its holds are released, a cancelled one never. `version`: the order's after the event, where it is known.
 */
export const learnHabits = async (deps: Deps, orderId: string, version?: number): Promise<void> => {
  const order = await loadOrderSince(deps.table, orderId, version);
  if (isProblem(order) || !teaches(order)) return;
  const all = [...salesIn(order), purchaseOf(order)];
  // Of a few, each is read once for all orders that teach it at the same time.
  const additions = all.length > AT_ONCE ? await withKnown(deps, all) : all;
  const left = additions.values();
  const work = async (): Promise<void> => {
    for (const addition of left) await addObservation(deps, addition);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};

/** Orders that were split or merged show no longer what somebody ordered in one go. */
const teaches = ({ head, body, lines }: Order): boolean =>
  head.status !== 'cancelled' &&
  body.splitFrom === undefined &&
  body.splitInto === undefined &&
  body.mergedFrom === undefined &&
  boughtOf(lines).length > 0 &&
  !openHolds({ head }).some(({ kind }) => DOUBTED.includes(kind));

/** What was given says nothing of what people buy, or pay. */
const unitsBySku = ({ lines }: Order): Map<string, number> => {
  const units = new Map<string, number>();
  for (const { sku, quantity } of boughtOf(lines)) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
};

const salesIn = (order: Order): Addition[] => {
  const priceOf = new Map(boughtOf(order.lines).map(({ sku, unitPrice }) => [sku, unitPrice]));
  return [...unitsBySku(order)].map(([sku, units]) => {
    const price = priceOf.get(sku);
    return {
      key: salesKey(sku),
      observation: observationKey(order.head.id),
      value: [units, price?.amount ?? 0, price?.currency ?? order.head.currency],
    };
  });
};

const purchaseOf = (order: Order): Addition => {
  const units = [...unitsBySku(order).values()];
  return {
    key: purchasesKey(order.head.customerId),
    observation: observationKey(order.head.id),
    value: [units.reduce((sum, each) => sum + each, 0), Math.max(...units)],
  };
};

/** Reads all the samples in as few requests as there may be. */
const withKnown = async ({ table }: Deps, additions: readonly Addition[]): Promise<Addition[]> => {
  const nameOf = ({ pk, sk }: ItemKey): string => `${pk}\n${sk}`;
  const items = await readItems(
    table,
    additions.map(({ key }) => key),
  );
  const known = new Map(items.map((item) => [nameOf(item as ItemKey), item]));
  return additions.map((addition) => {
    const item = known.get(nameOf(addition.key));
    return item ? { ...addition, known: item } : addition;
  });
};
