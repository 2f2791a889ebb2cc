import type { Item } from '../../../scripts/verify/report.ts';
import type { Backorder } from '../../../shared/orders/backorder.ts';
import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import type { Order, OrderBody, OrderHead, OrderLine } from '../../../shared/orders/order.ts';
import { BACKORDER, BODY, HEAD } from '../../../shared/orders/order-keys.ts';
import type { Payment, Refund } from '../../../shared/orders/payment.ts';
import type { Reservation } from '../../../shared/orders/reservation.ts';
import { wholeItem } from '../../../shared/runtime/packed.ts';

const parts = <T>(items: readonly Item[], prefix: string): T[] =>
  items
    .filter(({ sk }) => sk.startsWith(prefix))
    .toSorted((one, other) => (one.sk < other.sk ? -1 : 1))
    .map(wholeItem) as unknown as T[];

const whole = (items: readonly Item[]): Order | undefined => {
  const head = items.find(({ sk }) => sk === HEAD) as OrderHead | undefined;
  if (!head) return undefined;
  return {
    head,
    body: items.find(({ sk }) => sk === BODY) as unknown as OrderBody,
    lines: parts<{ lines: OrderLine[] }>(items, 'LINES#').flatMap(({ lines }) => lines),
    fulfilments: parts<Fulfilment>(items, 'FULFILMENT#'),
    payments: parts<Payment>(items, 'PAYMENT#'),
    refunds: parts<Refund>(items, 'REFUND#'),
    reservations: parts<Reservation>(items, 'RESERVATION#'),
    backorders: parts<Backorder>(items, BACKORDER),
  };
};

/** The orders among some items, in the order in which their first item comes. */
export const ordersIn = (items: Iterable<Item>): Order[] =>
  [...Map.groupBy(items, ({ pk }) => pk)].flatMap(([pk, own]) => {
    const order = pk.startsWith('ORDER#') ? whole(own) : undefined;
    return order ? [order] : [];
  });
