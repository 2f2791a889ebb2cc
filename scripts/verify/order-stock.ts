import { waitingOf, waitingParts } from '../../shared/orders/backorder.ts';
import { dueClosings } from '../../shared/orders/close-reservations.ts';
import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import { partKey, unitsByPart } from '../../shared/orders/line-part.ts';
import type { WholeOrder } from './order-partition.ts';
import { heldNeeds } from './order-productions.ts';
import { difference, type Finding } from './report.ts';

const isOut = ({ status }: Fulfilment): boolean => status === 'shipped' || status === 'delivered';

/**
 * Proves that an order holds exactly the stock it should: each line's units, of a bundle's line those of each part, are
 * reserved until they leave, and none when the order was cancelled; its fulfilments carry the same, no more and no less.
 */
export const stockFindings = (order: WholeOrder): Finding[] => [
  ...lingering(order),
  ...(order.head.status === 'cancelled' ? [] : [...unreserved(order), ...notCarried(order)]),
  ...overPicked(order),
];

/** Reservations that the order's state no longer justifies. */
const lingering = ({ events, ...order }: WholeOrder): Finding[] => {
  const closings = dueClosings(order);
  if (closings.length === 0) return [];
  const what = `${closings.length} reservation pages are to be ended (${closings[0]?.how})`;
  const key = `ORDER#${order.head.id} RESERVATION#`;
  return events.some(({ type }) => type === 'settlement_requested')
    ? [{ severity: 'pending', key, what, look: 'the queue stock-settlement and its dead letters' }]
    : [difference(key, what, 'commit-order.ts: the commit that ended the order left them')];
};

const unreserved = (order: WholeOrder): Finding[] => {
  const { head, fulfilments, reservations } = order;
  const out = new Set(fulfilments.filter(isOut).map(({ ordinal }) => ordinal));
  const reserved = unitsByPart(
    reservations.filter(({ fulfilment }) => !out.has(fulfilment)).flatMap(({ units }) => units),
  );
  const left = unitsByPart(fulfilments.filter(isOut).flatMap((each) => each.lines));
  const needs = heldNeeds(order);
  const wanted = unitsByPart(needs);
  const waiting = unitsByPart(waitingParts(waitingOf(order)));
  const misplaced = reservations.flatMap(({ units }) => units).find((units) => !wanted.has(partKey(units)));
  return [
    ...needs.flatMap((need) => {
      const { lineId, sku, quantity } = need;
      const has = reserved.get(partKey(need)) ?? 0;
      const shipped = left.get(partKey(need)) ?? 0;
      const waits = waiting.get(partKey(need)) ?? 0;
      if (has + shipped + waits === quantity) return [];
      return [
        difference(
          `ORDER#${head.id} RESERVATION#`,
          `${lineId} wants ${quantity} units, ${has} are reserved, ${shipped} shipped and ${waits} waited for, of ${sku}`,
          'what ended or doubled its reservations',
        ),
      ];
    }),
    ...(misplaced
      ? [
          difference(
            `ORDER#${head.id} RESERVATION#`,
            `reserves ${misplaced.sku} for ${misplaced.lineId}, which is another product or no line`,
            'plan-reservations.ts',
          ),
        ]
      : []),
  ];
};

const notCarried = (order: WholeOrder): Finding[] => {
  const { head, fulfilments } = order;
  const active = fulfilments.filter(({ status }) => status !== 'cancelled');
  if (active.length === 0) return [];
  const carried = unitsByPart(active.flatMap((each) => each.lines));
  const later = unitsByPart([...waitingParts(waitingOf(order)), ...unsent(order)]);
  const isCarried = (need: ReturnType<typeof heldNeeds>[number]): boolean =>
    (carried.get(partKey(need)) ?? 0) + (later.get(partKey(need)) ?? 0) === need.quantity;
  return heldNeeds(order)
    .filter((need) => !isCarried(need))
    .map((need) =>
      difference(
        `ORDER#${head.id} FULFILMENT#`,
        `the fulfilments carry ${carried.get(partKey(need)) ?? 0} units of ${need.lineId} (${need.sku}), the order has ${need.quantity}`,
        'allocate-order.ts',
      ),
    );
};

/** Goods that came for an order that is held, or rather sent whole: reserved, and in no fulfilment yet. */
const unsent = ({ fulfilments, reservations }: WholeOrder) => {
  const told = new Set(fulfilments.map(({ ordinal }) => ordinal));
  return reservations.filter(({ fulfilment }) => !told.has(fulfilment)).flatMap(({ units }) => units);
};

const overPicked = ({ head, fulfilments }: WholeOrder): Finding[] =>
  fulfilments.flatMap(({ id, lines }) =>
    lines
      .filter(({ picked, quantity }) => picked < 0 || picked > quantity)
      .map(({ lineId, picked, quantity }) =>
        difference(
          `ORDER#${head.id} FULFILMENT#${id}`,
          `${lineId}: ${picked} of ${quantity} picked`,
          'pick-fulfilment.ts',
        ),
      ),
  );
