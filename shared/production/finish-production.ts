import { sendOut } from '../fulfilment/allocate-order.ts';
import { isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { Production } from '../orders/production.ts';
import type { Reservation } from '../orders/reservation.ts';
import { productionEvent, productionOf, whyNotWork, withProduction } from './production-steps.ts';

/** Where finished goods are put down. */
export type Shelf = {
  locationId: string;
  /** The location is one. */
  isKnown: boolean;
  /** The safety stock with which its row is made, where the SKU has none there yet. */
  opensWithSafety?: number;
};

/**
 * Takes in what was made for an order: its units are received and reserved for it in one, so that nobody else takes them
 * between, and are sent out like any others. Made units lie in the location's first stock row.
 */
export const finishProduction = (
  order: Order,
  id: string,
  shelf: Shelf | undefined,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const production = productionOf(order, id);
  if (isProblem(production)) return production;
  if (production.status === 'ready') return 'nothing';
  const refused = whyNotWork(order, production, 'ready') ?? wrongShelf(shelf);
  if (refused || !shelf) return refused ?? noShelf();
  const { lineId, sku, quantity } = production;
  const { locationId, opensWithSafety } = shelf;
  const { at, policy } = context;
  const page: Reservation = {
    fulfilment: nextOrdinal(order),
    page: 1,
    locationId,
    units: [{ lineId, sku, shard: 0, quantity }],
  };
  const reservations = [...order.reservations, page];
  const { made, events } = sendOut({ ...order, reservations }, context);
  const own = made.find(({ ordinal }) => ordinal === page.fulfilment);
  const ready: Production = {
    ...production,
    status: 'ready',
    locationId,
    readyAt: at,
    ...(own ? { fulfilmentId: own.id } : {}),
  };
  const next = nextOrder(
    order,
    {
      // The warehouse's time runs from now; alarms about the workshop are over.
      head: { reminders: 0 },
      fulfilments: [...order.fulfilments, ...made],
      productions: withProduction(order, ready),
      reservations,
    },
    at,
    (after) => nextDueOf(after, policy),
  );
  return {
    next,
    events: [
      productionEvent('production_ready', ready, context, {
        locationId,
        ...(own ? { fulfilmentId: own.id } : {}),
      }),
      ...events,
    ],
    brought: [
      {
        sku,
        locationId,
        shard: 0,
        quantity,
        cause: 'production',
        document: id,
        ...(opensWithSafety === undefined ? {} : { opensWithSafety }),
      },
    ],
  };
};

const nextOrdinal = ({ fulfilments, reservations }: Order): number =>
  1 +
  Math.max(
    0,
    ...fulfilments.map(({ ordinal }) => ordinal),
    ...reservations.map(({ fulfilment }) => fulfilment),
  );

const noShelf = (): Problem =>
  validationFailed([
    {
      path: '/locationId',
      code: 'required',
      message: 'is required, because the product does not say where its goods are received',
    },
  ]);

const wrongShelf = (shelf: Shelf | undefined): Problem | undefined => {
  if (!shelf) return noShelf();
  return shelf.isKnown
    ? undefined
    : validationFailed([{ path: '/locationId', code: 'unknown_location', message: 'is not a location' }]);
};
