import { boughtOf } from '../../promotions/due-gifts.ts';
import { lastLineOf } from '../amend/amend-lines.ts';
import { type Backorder, waitingOf } from '../backorder.ts';
import { MAX_TAGS } from '../change-tags.ts';
import { groupsOf, type StockGroup } from '../lay-out-stock.ts';
import type { Order, OrderBody, OrderHead, OrderLine, StoredTotals } from '../order.ts';
import type { Payment, Refund } from '../payment.ts';

/** What several orders have between them, under the numbers that it gets in the one. */
export type MergedParts = {
  lines: OrderLine[];
  lastLine: number;
  groups: StockGroup[];
  backorders: Backorder[];
  payments: Payment[];
  refunds: Refund[];
};

/**
 * Puts orders' lines, units and money together. The first keeps its line ids, the others' lines are numbered on; units
 * that leave from one place leave together. Payments and refunds keep their ids, because providers speak of them.
 */
export const mergeParts = (survivor: Order, absorbed: readonly Order[]): MergedParts => {
  let lastLine = lastLineOf(survivor);
  const parts: MergedParts = {
    lines: survivor.lines.map((line) => givenForOwn(line, survivor.lines)),
    lastLine,
    groups: groupsOf(survivor.reservations),
    backorders: [...waitingOf(survivor)],
    payments: [...survivor.payments],
    refunds: [...survivor.refunds],
  };
  const orderId = survivor.head.id;
  for (const order of absorbed) {
    const ids = new Map<string, string>();
    for (const { id } of order.lines) {
      lastLine += 1;
      ids.set(id, `lin_${lastLine}`);
    }
    parts.lines.push(...order.lines.map((line) => renumbered(givenForOwn(line, order.lines), ids)));
    const renamed = <T extends { lineId: string }>(part: T): T => ({
      ...part,
      lineId: ids.get(part.lineId) ?? part.lineId,
    });
    for (const { locationId, units } of groupsOf(order.reservations))
      join(parts.groups, { locationId, units: units.map(renamed) });
    parts.backorders.push(...waitingOf(order).map((each) => ({ ...each, units: each.units.map(renamed) })));
    parts.payments.push(...order.payments.map((payment) => moved(payment, orderId)));
    parts.refunds.push(
      ...order.refunds.map((refund) => ({
        ...moved(refund, orderId),
        ...(refund.lines ? { lines: refund.lines.map(renamed) } : {}),
      })),
    );
  }
  return { ...parts, lastLine };
};

/** A gift for a whole order was given for that order's lines, whatever they are merged with. */
const givenForOwn = (line: OrderLine, lines: readonly OrderLine[]): OrderLine => {
  const { gift } = line;
  if (!gift?.terms || gift.causes) return line;
  return { ...line, gift: { ...gift, causes: boughtOf(lines).map(({ id }) => id) } };
};

const renumbered = (line: OrderLine, ids: ReadonlyMap<string, string>): OrderLine => {
  const known = (id: string): string => ids.get(id) ?? id;
  const { id, gift } = line;
  return {
    ...line,
    id: known(id),
    ...(gift?.causes ? { gift: { ...gift, causes: gift.causes.map(known) } } : {}),
  };
};

const moved = <T extends { orderId: string; version: number }>(part: T, orderId: string): T => ({
  ...part,
  orderId,
  version: part.version + 1,
});

const join = (groups: StockGroup[], added: StockGroup): void => {
  const at = groups.findIndex(({ locationId }) => locationId === added.locationId);
  const group = groups[at];
  if (group) groups[at] = { ...group, units: [...group.units, ...added.units] };
  else groups.push(added);
};

/** The sums of the orders' amounts: nothing is priced anew, so nobody pays more or less for being merged. */
export const mergeTotals = (heads: readonly OrderHead[]): StoredTotals => {
  const sum = (of: (totals: StoredTotals) => number): number =>
    heads.reduce((all, { totals }) => all + of(totals), 0);
  const excess = sum((totals) => totals.excess ?? 0);
  return {
    goods: sum(({ goods }) => goods),
    discount: sum(({ discount }) => discount),
    shipping: sum(({ shipping }) => shipping),
    tax: sum(({ tax }) => tax),
    grand: sum(({ grand }) => grand),
    paid: sum(({ paid }) => paid),
    refunded: sum(({ refunded }) => refunded),
    ...(excess > 0 ? { excess } : {}),
  };
};

/** The notes and tags of all, each said once. */
export const mergeNotes = (bodies: readonly OrderBody[]): Partial<OrderBody> => {
  const tags = [...new Set(bodies.flatMap((body) => body.tags ?? []))].slice(0, MAX_TAGS);
  return {
    ...Object.fromEntries(
      (['buyerNote', 'sellerNote', 'giftMessage'] as const).flatMap((name) => {
        const said = [...new Set(bodies.flatMap((body) => body[name] ?? []))];
        return said.length > 0 ? [[name, said.join('\n')]] : [];
      }),
    ),
    ...(tags.length > 0 ? { tags } : {}),
  };
};
