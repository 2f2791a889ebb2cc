import type { Backorder } from '../../shared/orders/backorder.ts';
import { historyOf } from '../../shared/orders/effects/journal.ts';
import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import type { Order, OrderBody, OrderHead, OrderLine } from '../../shared/orders/order.ts';
import type { OrderEvent } from '../../shared/orders/order-events.ts';
import { BACKORDER, BODY, HEAD, PLACEMENT } from '../../shared/orders/order-keys.ts';
import type { Payment, Refund } from '../../shared/orders/payment.ts';
import type { Production } from '../../shared/orders/production.ts';
import type { Reservation } from '../../shared/orders/reservation.ts';
import { wholeItem } from '../../shared/runtime/packed.ts';
import { countedReferences } from './customer-partition.ts';
import { gatheredReferences } from './gathering-partition.ts';
import { listedReferences } from './listed-partition.ts';
import { axesFindings } from './order-axes.ts';
import { backorderFindings, backorderReferences } from './order-backorders.ts';
import { giftFindings } from './order-gifts.ts';
import { indexFindings } from './order-indexes.ts';
import { moneyFindings } from './order-money.ts';
import { parcelFindings } from './order-parcels.ts';
import { productionFindings } from './order-productions.ts';
import { orderReferences } from './order-references.ts';
import { stockFindings } from './order-stock.ts';
import { timelineFindings } from './order-timeline.ts';
import {
  difference,
  type Finding,
  type HeldUnits,
  type Item,
  type PartitionReport,
  rowName,
} from './report.ts';
import { slotName } from './sourcing-partition.ts';

/** An order as its partition tells it, with its history. */
export type WholeOrder = Order & { events: readonly OrderEvent[] };

/**
 * Proves one order's partition. `asOf` (an instant) says when an unfinished placement is overdue.
 */
export const orderPartition = (pk: string, asOf: string) => {
  const items: Item[] = [];
  return {
    add: (item: Item): void => void items.push(wholeItem(item)),
    end: (): PartitionReport => {
      const reservations = startingWith<Reservation>(items, 'RESERVATION#');
      const order = wholeOrder(items, reservations);
      const listed = order ? listedReferences(order, items) : undefined;
      const placement = items.find(({ sk }) => sk === PLACEMENT);
      const counted = (name: string, parts: readonly unknown[]) =>
        parts.length > 0 ? { [name]: parts.length } : {};
      return {
        counts: {
          ...(order ? { orders: 1, 'order lines': order.lines.length } : {}),
          ...(placement ? { 'placements under way': 1 } : {}),
          ...counted('reservation pages', reservations),
          ...counted('backorders', order?.backorders ?? []),
          ...counted('fulfilments', order?.fulfilments ?? []),
          ...counted('payments', order?.payments ?? []),
          ...counted('refunds', order?.refunds ?? []),
          ...counted('productions', order?.productions ?? []),
          ...counted('events', order?.events ?? []),
        },
        findings: [
          ...(order ? orderFindings(order, items) : headless(pk, placement)),
          ...(listed?.findings ?? []),
          ...(placement ? overdue(placement, asOf) : []),
        ],
        references: order
          ? [
              ...orderReferences(order),
              ...backorderReferences(order.head.id, order.backorders ?? []),
              ...gatheredReferences(order),
              ...countedReferences(order),
              ...(listed?.references ?? []),
            ]
          : [],
        held: [
          ...slotsOf(order),
          ...reservations.flatMap(({ locationId, units }) =>
            units.map(({ sku, shard, quantity }) => ({
              row: rowName(sku, locationId, shard),
              units: quantity,
            })),
          ),
        ],
        rows: [],
      };
    },
  };
};

/** The places that its fulfilments have in locations' days. */
const slotsOf = (order: WholeOrder | undefined): HeldUnits[] =>
  (order?.fulfilments ?? []).flatMap(({ locationId, slot }) =>
    slot ? [{ row: slotName(locationId, slot.day, slot.counter), units: 1 }] : [],
  );

const startingWith = <T>(items: readonly Item[], prefix: string): T[] =>
  items.filter(({ sk }) => sk.startsWith(prefix)) as unknown as T[];

const wholeOrder = (items: readonly Item[], reservations: readonly Reservation[]): WholeOrder | undefined => {
  const head = items.find(({ sk }) => sk === HEAD) as OrderHead | undefined;
  if (!head) return undefined;
  return {
    head,
    body: items.find(({ sk }) => sk === BODY) as unknown as OrderBody,
    lines: startingWith<{ lines: OrderLine[] }>(items, 'LINES#').flatMap(({ lines }) => lines),
    fulfilments: startingWith<Fulfilment>(items, 'FULFILMENT#'),
    payments: startingWith<Payment>(items, 'PAYMENT#'),
    refunds: startingWith<Refund>(items, 'REFUND#'),
    reservations,
    backorders: startingWith<Backorder>(items, BACKORDER),
    ...(items.some(({ sk }) => sk.startsWith('PRODUCTION#'))
      ? { productions: startingWith<Production>(items, 'PRODUCTION#') }
      : {}),
    events: historyOf(items),
  };
};

const orderFindings = (order: WholeOrder, items: readonly Item[]): Finding[] => [
  ...moneyFindings(order),
  ...giftFindings(order),
  ...axesFindings(order),
  ...indexFindings(order, items),
  ...stockFindings(order),
  ...backorderFindings(order),
  ...productionFindings(order),
  ...parcelFindings(order),
  ...timelineFindings(order),
];

const headless = (pk: string, placement: Item | undefined): Finding[] =>
  placement
    ? []
    : [difference(`${pk} ${HEAD}`, 'the order has parts, but no head', 'what deleted or never wrote it')];

const overdue = ({ pk, sk, dueAt, state }: Item, asOf: string): Finding[] =>
  String(dueAt) <= asOf
    ? [
        {
          severity: 'pending',
          key: `${pk} ${sk}`,
          what: `a placement (${state}) has been due to be undone since ${dueAt}`,
          look: 'the sweep undo-abandoned-placements; its units stay reserved until it ran',
        },
      ]
    : [];
