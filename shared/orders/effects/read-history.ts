import type { Table } from '../../runtime/table.ts';
import { readTimeline, type TimelineEntry } from './timeline-store.ts';

/** An entry that was told of another order, before it was split or merged into this one, says which. */
export type HistoryEntry = TimelineEntry & { orderId?: string };

/** Orders whose histories are put together; a family larger than this shows its nearest members. */
const MOST_ORDERS = 40;

type Link = { orderId: string; until: string };

/** Where an order's history goes on: the order that it was split from, those that ended in it, each up to that moment. */
const linksOf = ({ type, at, data }: TimelineEntry): Link[] => {
  if (type === 'split') return named(data.from).map((orderId) => ({ orderId, until: at }));
  if (type === 'merged') return named(data.absorbed).map((orderId) => ({ orderId, until: at }));
  return [];
};

const named = (value: unknown): string[] =>
  [value]
    .flat()
    .flatMap((each) =>
      typeof each === 'object' && each !== null && 'orderId' in each ? [String(each.orderId)] : [],
    );

/**
 * Everything that led to an order as it stands: its own timeline and, where it was split from another or others were
 * merged into it, theirs until then. Most orders have but their own, and cost one query.
 */
export const readHistory = async (table: Table, orderId: string): Promise<HistoryEntry[]> => {
  const own = await readTimeline(table, orderId);
  const known = new Set([orderId]);
  const history: HistoryEntry[] = [...own];
  const open = own.flatMap(linksOf);
  for (let link = open.shift(); link && known.size < MOST_ORDERS; link = open.shift()) {
    const { orderId: other, until } = link;
    if (known.has(other)) continue;
    known.add(other);
    const earlier = (await readTimeline(table, other)).filter(({ at }) => at < until);
    history.push(...earlier.map((entry) => ({ ...entry, orderId: other })));
    open.push(...earlier.flatMap(linksOf));
  }
  if (history.length === own.length) return own;
  return history
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .map((entry, index) => ({ ...entry, seq: index + 1 }));
};
