import { dueClosings } from '../../shared/orders/close-reservations.ts';
import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import type { WholeOrder } from './order-partition.ts';
import { difference, type Finding } from './report.ts';

type Line = { lineId: string; quantity: number };

const byLine = (lines: readonly Line[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of lines) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return sums;
};

const isOut = ({ status }: Fulfilment): boolean => status === 'shipped' || status === 'delivered';

/**
 * Proves that an order holds exactly the stock it should: each line's units are reserved until they leave, and none
 * when the order was cancelled; its fulfilments carry the order's lines, no more and no less.
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
  const { head, lines, fulfilments, reservations } = order;
  const out = new Set(fulfilments.filter(isOut).map(({ ordinal }) => ordinal));
  const reserved = byLine(
    reservations.filter(({ fulfilment }) => !out.has(fulfilment)).flatMap(({ units }) => units),
  );
  const left = byLine(fulfilments.filter(isOut).flatMap((each) => each.lines));
  const skuOf = new Map(lines.map(({ id, sku }) => [id, sku]));
  const misplaced = reservations
    .flatMap(({ units }) => units)
    .find(({ lineId, sku }) => skuOf.get(lineId) !== sku);
  return [
    ...lines.flatMap(({ id, quantity }) => {
      const has = reserved.get(id) ?? 0;
      const shipped = left.get(id) ?? 0;
      if (has + shipped === quantity) return [];
      return [
        difference(
          `ORDER#${head.id} RESERVATION#`,
          `${id} wants ${quantity} units, ${has} are reserved and ${shipped} shipped`,
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

const notCarried = ({ head, lines, fulfilments }: WholeOrder): Finding[] => {
  const active = fulfilments.filter(({ status }) => status !== 'cancelled');
  if (active.length === 0) return [];
  const carried = byLine(active.flatMap((each) => each.lines));
  return lines
    .filter(({ id, quantity }) => carried.get(id) !== quantity)
    .map(({ id, quantity }) =>
      difference(
        `ORDER#${head.id} FULFILMENT#`,
        `the fulfilments carry ${carried.get(id) ?? 0} units of ${id}, the order has ${quantity}`,
        'allocate-order.ts',
      ),
    );
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
