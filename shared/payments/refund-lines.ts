import { type FieldError, isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import { unitsGivenBack } from '../orders/given-back.ts';
import type { Order, OrderLine } from '../orders/order.ts';
import { giftsComingBack } from '../promotions/gifts-coming-back.ts';

export type LineQuantity = { lineId: string; quantity: number };

/**
 * What the first `units` of a line cost together, rounded half up; so the shares of all its units add up to exactly its
 * total, however they are divided. In big integers, because total × units may pass 2^53.
 */
const costOf = ({ total, quantity }: OrderLine, units: number): number => {
  const all = BigInt(quantity);
  return Number((2n * BigInt(total.amount) * BigInt(units) + all) / (2n * all));
};

const shareOf = (order: Order, asked: LineQuantity, at: number, twice: boolean): number | Problem => {
  const wrong = (field: keyof LineQuantity, code: string, message: string): Problem =>
    validationFailed([{ path: `/lines/${at}/${field}`, code, message } satisfies FieldError]);
  const line = order.lines.find(({ id }) => id === asked.lineId);
  if (!line) return wrong('lineId', 'unknown_line', 'is not a line of this order');
  if (twice) return wrong('lineId', 'duplicate', 'is named twice');
  const before = unitsGivenBack(order).get(line.id) ?? 0;
  const left = line.quantity - before;
  if (asked.quantity > left)
    return wrong('quantity', 'too_many', `is more than the ${left} units not yet refunded`);
  return costOf(line, before + asked.quantity) - costOf(line, before);
};

/** What the buyer paid for these units, in minor units; a 422 at the first line that cannot be so. */
export const amountOfLines = (order: Order, asked: readonly LineQuantity[]): number | Problem => {
  const named = new Set<string>();
  let sum = 0;
  for (const [at, line] of asked.entries()) {
    const share = shareOf(order, line, at, named.has(line.lineId));
    if (isProblem(share)) return share;
    named.add(line.lineId);
    sum += share;
  }
  return sum;
};

/**
 * The units that come back with these: gifts of which what is kept does not earn them any more. They cost nothing, and
 * are named so that whoever takes the goods back knows.
 */
export const withGifts = (order: Order, asked: readonly LineQuantity[]): readonly LineQuantity[] => {
  const back = unitsGivenBack(order);
  for (const { lineId, quantity } of asked) back.set(lineId, (back.get(lineId) ?? 0) + quantity);
  const lines = [...asked];
  for (const { lineId, quantity } of giftsComingBack(order.lines, back)) {
    const at = lines.findIndex((line) => line.lineId === lineId);
    const named = lines[at];
    if (named) lines[at] = { lineId, quantity: named.quantity + quantity };
    else lines.push({ lineId, quantity });
  }
  return lines;
};
