import type { Item } from '../../../scripts/verify/report.ts';
import {
  allows,
  CONFIRMATION,
  FULFILMENT,
  FULFILMENT_STATUS,
  PAYMENT,
  PAYMENT_STATUS,
  REFUND_STATUS,
  STATUS,
} from '../../../shared/orders/order-states.ts';

type StateTable = Record<string, readonly string[]>;

/** Which fields of which items are states, and the table that says their moves. */
const STATES: Readonly<Record<string, Readonly<Record<string, StateTable>>>> = {
  HEAD: { status: STATUS, confirmation: CONFIRMATION, payment: PAYMENT, fulfilment: FULFILMENT },
  FULFILMENT: { status: FULFILMENT_STATUS },
  PAYMENT: { status: PAYMENT_STATUS },
  REFUND: { status: REFUND_STATUS },
};

/** A commit may make two moves at once: the first scan of a parcel may say that it left and arrived. */
const leads = (table: StateTable, from: string, to: string): boolean =>
  allows(table, from, to) || (table[from] ?? []).some((between) => allows(table, between, to));

/** What is unlawful about an item becoming another: a move that its table does not know, a version that does not go on. */
export const unlawful = (before: Item, after: Item): string[] => {
  const tables = STATES[before.sk.split('#')[0] ?? ''];
  if (!before.pk.startsWith('ORDER#') || !tables) return [];
  const moves = Object.entries(tables).flatMap(([field, table]) => {
    const [from, to] = [String(before[field]), String(after[field])];
    return from === to || leads(table, from, to) ? [] : [`${field} ${from} → ${to}`];
  });
  const [read, written] = [Number(before.version), Number(after.version)];
  return [...moves, ...(written > read ? [] : [`version ${read} → ${written}`])].map(
    (what) => `${before.pk} ${before.sk}: ${what}`,
  );
};
