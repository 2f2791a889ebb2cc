import { type QueueEntry, unitsIn, type WaitingUnits } from '../inventory/backorder.ts';
import { type LinePart, partKey } from './line-part.ts';
import { type NeedingLine, partsOf } from './needs-of.ts';
import type { Order } from './order.ts';

/**
 * Units of one SKU that an order waits for, at one place of that SKU's queue. It exists exactly as long as the queue has
 * an entry that says the same; both change in one transaction, together with the product's count of what waits.
 */
export type Backorder = {
  sku: string;
  /** Its place in the queue: when it was wished for. */
  since: string;
  units: readonly WaitingUnits[];
  /** When the goods are expected, as the buyer was told last; unknown when absent. */
  expectedAt?: string;
  /** Counts how often it was rewritten; absent as long as it is as it was first written. */
  version?: number;
};

type Waits = Pick<Order, 'backorders'>;

/** What an order waits for; of an ended one nothing, although some of it may still have to be taken out of the queue. */
export const waitingOf = ({
  head,
  backorders = [],
}: Pick<Order, 'head' | 'backorders'>): readonly Backorder[] => (head.status === 'open' ? backorders : []);

/** What an ended order still has to be taken out of the queues with. */
export const dueGivingUp = ({
  head,
  backorders = [],
}: Pick<Order, 'head' | 'backorders'>): readonly Backorder[] => (head.status === 'open' ? [] : backorders);

/** Whether an open order waits for goods. */
export const isWaiting = (order: Pick<Order, 'head' | 'backorders'>): boolean => waitingOf(order).length > 0;

/**
 * Whether more of an open order is to be sent than its fulfilments say: it waits for goods, or goods that it waited for
 * have come and no warehouse has been told yet, because it is held, or is rather sent whole.
 */
export const hasMoreToSend = (
  order: Pick<Order, 'head' | 'backorders' | 'reservations' | 'fulfilments'>,
): boolean => {
  if (order.head.status !== 'open') return false;
  const told = new Set(order.fulfilments.map(({ ordinal }) => ordinal));
  return isWaiting(order) || order.reservations.some(({ fulfilment }) => !told.has(fulfilment));
};

/** The parts of lines that wait, with how many units of each. */
export const waitingParts = (backorders: readonly Backorder[]): (LinePart & { quantity: number })[] =>
  backorders.flatMap(({ sku, units }) => units.map(({ lineId, quantity }) => ({ lineId, sku, quantity })));

/** The queue's entry of a backorder. */
export const entryOf = (orderId: string, { sku, since, units }: Backorder): QueueEntry => ({
  sku,
  orderId,
  since,
  units,
});

const nameOf = ({ sku, since }: Backorder): string => JSON.stringify([sku, since]);

/** Joins what waits for the same SKU at the same place; nothing is left of what has no units. */
export const joined = (backorders: readonly Backorder[]): Backorder[] =>
  [...Map.groupBy(backorders, nameOf).values()].flatMap((same): Backorder[] => {
    const units = new Map<string, number>();
    for (const each of same.flatMap((backorder) => backorder.units))
      units.set(each.lineId, (units.get(each.lineId) ?? 0) + each.quantity);
    const left = [...units].filter(([, quantity]) => quantity > 0);
    const [first] = same;
    if (!first || left.length === 0) return [];
    return [{ ...first, units: left.map(([lineId, quantity]) => ({ lineId, quantity })) }];
  });

/**
 * What an order is to wait for, told apart from what it waits for: what comes out as it was is the same object and is not
 * written, what differs counts one version on.
 */
export const succeeding = ({ backorders = [] }: Waits, next: readonly Backorder[]): Backorder[] =>
  joined(next).map((each): Backorder => {
    const before = backorders.find((one) => nameOf(one) === nameOf(each));
    const { version: _, ...fresh } = each;
    if (!before) return fresh;
    const { version = 0, ...known } = before;
    return isSame(known, fresh) ? before : { ...fresh, version: version + 1 };
  });

const isSame = (one: Backorder, other: Backorder): boolean =>
  one.expectedAt === other.expectedAt &&
  one.units.length === other.units.length &&
  one.units.every(({ lineId, quantity }, at) => {
    const same = other.units[at];
    return same?.lineId === lineId && same.quantity === quantity;
  });

/** The order with other backorders. One that never waited has no such field. */
export const waitingFor = <T extends Order>(order: T, next: readonly Backorder[]): T =>
  next.length === 0 && !order.backorders ? order : { ...order, backorders: succeeding(order, next) };

/** By how many units each SKU's queue grows or shrinks when orders change. */
export const queueChanges = (before: readonly Waits[], after: readonly Waits[]): Map<string, number> => {
  const changes = new Map<string, number>();
  const add = (orders: readonly Waits[], sign: 1 | -1): void => {
    for (const backorder of orders.flatMap(({ backorders = [] }) => backorders))
      changes.set(backorder.sku, (changes.get(backorder.sku) ?? 0) + sign * unitsIn(backorder));
  };
  add(after, 1);
  add(before, -1);
  return changes;
};

/** Takes units of parts away from what waits, who came last first; says what is left and what was taken away. */
export const withoutParts = (
  backorders: readonly Backorder[],
  gone: ReadonlyMap<string, number>,
): Backorder[] => {
  const left = new Map(gone);
  return backorders
    .toSorted((one, other) => (one.since < other.since ? 1 : -1))
    .map((backorder) => ({
      ...backorder,
      units: backorder.units.map(({ lineId, quantity }) => {
        const key = partKey({ lineId, sku: backorder.sku });
        const taken = Math.min(left.get(key) ?? 0, quantity);
        left.set(key, (left.get(key) ?? 0) - taken);
        return { lineId, quantity: quantity - taken };
      }),
    }))
    .toReversed();
};

/** The latest of the dates on which awaited goods are expected; undefined where one has none. */
export const lastExpected = (backorders: readonly Backorder[]): string | undefined => {
  const dates = backorders.map(({ expectedAt }) => expectedAt);
  return dates.includes(undefined) ? undefined : dates.toSorted().at(-1);
};

/** What of a line waits, and until when: of a bundle all that lack a part. */
export const waitingView = (
  line: NeedingLine,
  waiting: readonly Backorder[],
): { backordered: number; expectedAt?: string } => {
  const own = waiting.filter(({ units }) => units.some(({ lineId }) => lineId === line.id));
  if (own.length === 0) return { backordered: 0 };
  const backordered = Math.max(
    ...partsOf(line).map(({ sku, quantity }) =>
      Math.ceil(
        own
          .filter((each) => each.sku === sku)
          .flatMap(({ units }) => units)
          .reduce((sum, unit) => (unit.lineId === line.id ? sum + unit.quantity : sum), 0) / quantity,
      ),
    ),
  );
  const expectedAt = lastExpected(own);
  return { backordered, ...(expectedAt === undefined ? {} : { expectedAt }) };
};
