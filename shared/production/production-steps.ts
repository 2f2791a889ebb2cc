import { illegalTransition, isProblem, notFound, type Problem } from '../kernel/problem.ts';
import { whyUnconfirmed } from '../orders/confirmations.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { whyHeld } from '../orders/holds.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { ProductionStatus } from '../orders/order-states.ts';
import { awaitedProductions, type Production } from '../orders/production.ts';

/** What a workshop does, by the state of the work. */
export const POSSIBLE_WORK = {
  requested: ['start', 'delay'],
  in_production: ['ready', 'delay'],
  ready: [],
  cancelled: [],
} as const satisfies Record<ProductionStatus, readonly string[]>;

type Work = 'start' | 'ready' | 'delay';

/** The order's production of this id, or a 404. */
export const productionOf = (order: Order, id: string): Production | Problem =>
  order.productions?.find((each) => each.id === id) ?? notFound('production');

/** Why a step of the work must not be taken now: not its turn, or the order is held or has ended. */
export const whyNotWork = (order: Order, { status }: Production, work: Work): Problem | undefined => {
  const possible: readonly Work[] = order.head.status === 'open' ? POSSIBLE_WORK[status] : [];
  return possible.includes(work)
    ? whyHeld(order)
    : illegalTransition(status, possible, `A production that is ${status} takes no ${work}.`);
};

/** The order's productions with one of them changed, at its next version. */
export const withProduction = (order: Order, changed: Production): Production[] =>
  (order.productions ?? []).map((each) =>
    each.id === changed.id ? { ...changed, version: each.version + 1 } : each,
  );

/** What events tell of a production. */
export const productionEvent = (
  type: OrderEvent['type'],
  { id, lineId, sku, name, quantity, expectedAt, reference }: Production,
  { at, actor }: DecisionContext,
  more: Readonly<Record<string, unknown>> = {},
): OrderEvent => ({
  type,
  at,
  actor,
  data: {
    productionId: id,
    lineId,
    sku,
    name,
    quantity,
    expectedAt,
    ...(reference === undefined ? {} : { reference }),
    ...more,
  },
});

/**
 * Notes that goods are begun, or bought, for their order: from then on it is not cancelled for nothing. Waits for what
 * has to be confirmed, because what is engraved stays so.
 */
export const startProduction = (
  order: Order,
  id: string,
  { reference }: { reference?: string | undefined },
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const production = productionOf(order, id);
  if (isProblem(production)) return production;
  const same = reference === undefined || reference === production.reference;
  if (production.status === 'in_production' && same) return 'nothing';
  const refused = whyNotWork(order, production, 'start') ?? whyUnconfirmed(order);
  if (refused) return refused;
  const started: Production = {
    ...production,
    status: 'in_production',
    startedAt: context.at,
    ...(reference === undefined ? {} : { reference }),
  };
  const productions = withProduction(order, started);
  return {
    // The head takes part: a hold, or a cancellation, of the same moment makes one of the two repeat.
    next: nextOrder(order, { productions }, context.at, (next) => nextDueOf(next, context.policy)),
    events: [productionEvent('production_started', started, context)],
  };
};

/** Says anew when goods will be ready. The promise to the buyer follows, the clock of the order with it, and they are told. */
export const delayProduction = (
  order: Order,
  id: string,
  { expectedAt, reason }: { expectedAt: string; reason?: string | undefined },
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const production = productionOf(order, id);
  if (isProblem(production)) return production;
  const instant = new Date(expectedAt).toISOString();
  if (production.expectedAt === instant) return 'nothing';
  const refused = whyNotWork(order, production, 'delay');
  if (refused) return refused;
  const productions = withProduction(order, { ...production, expectedAt: instant });
  const promisedShipBy =
    awaitedProductions({ productions })
      .map((each) => each.expectedAt)
      .sort()
      .at(-1) ?? instant;
  const told = productionEvent('production_delayed', { ...production, expectedAt: instant }, context, {
    before: production.expectedAt,
    promisedShipBy,
    ...(reason === undefined ? {} : { reason }),
  });
  const head = { promisedShipBy, reminders: 0 };
  return {
    next: nextOrder(order, { head, productions }, context.at, (next) => nextDueOf(next, context.policy)),
    events: [told],
  };
};
