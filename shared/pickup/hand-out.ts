import { advanceFulfilment, withFulfilment } from '../fulfilment/advance-fulfilment.ts';
import { arrivalEvent, arrivalOf } from '../fulfilment/arrive.ts';
import { departureEvent } from '../fulfilment/depart.ts';
import { fulfilmentOf, whyNotStep } from '../fulfilment/fulfilment-steps.ts';
import { isProblem, type Problem, problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { notAwaited } from './await-pickup.ts';
import { isCode, MOST_FAILURES } from './pickup-code.ts';

/** A decision that is to be kept although the caller is refused. */
export type Refused = { refused: Problem; keep?: Decision };

/**
 * Hands goods out to who shows the code: they have left and arrived in one, and their stock leaves with the commit. A wrong
 * code is counted, in the fulfilment itself, so that trying at many counters at once helps nobody; after
 * {@link MOST_FAILURES} no code is right any more, until a new one was sent.
 */
export const handOut = (
  order: Order,
  id: string,
  shown: string,
  context: DecisionContext,
): Decision | Refused | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  const { pickup, status } = fulfilment;
  if (status === 'delivered' && pickup && isCode(shown, pickup.code)) return 'nothing';
  const early = whyNotStep(order, fulfilment, 'hand-out');
  if (early) return early;
  if (!pickup) return notAwaited(fulfilment);
  if (pickup.failures >= MOST_FAILURES) return locked();
  return isCode(shown, pickup.code)
    ? handedOver(order, fulfilment, context)
    : wrong(order, fulfilment, context);
};

const locked = (): Problem =>
  problem(409, 'pickup_locked', 'Too many wrong codes', {
    detail: 'No code is taken any more. Make sure who asks, and send a new one.',
  });

const handedOver = (order: Order, fulfilment: Fulfilment, context: DecisionContext): Decision => {
  const { at } = context;
  const { dueAt: _, exception: __, ...rest } = fulfilment;
  const handed: Fulfilment = { ...rest, status: 'delivered', shippedAt: at, deliveredAt: at };
  const left = departureEvent(order, handed, at, context);
  const events = [left, ...arrivalEvent(order, handed, context)];
  // Who fetched it knows that it has left.
  const told = left.type === 'shipped' ? { toldShippedAt: at } : {};
  return advanceFulfilment(order, handed, events, context, { ...arrivalOf(order, handed, at), ...told });
};

const wrong = (order: Order, fulfilment: Fulfilment, { at, actor }: DecisionContext): Refused => {
  const failures = (fulfilment.pickup?.failures ?? 0) + 1;
  const counted = {
    ...fulfilment,
    ...(fulfilment.pickup ? { pickup: { ...fulfilment.pickup, failures } } : {}),
  };
  const data = { fulfilmentId: fulfilment.id, locationId: fulfilment.locationId, failures };
  return {
    refused: problem(403, 'wrong_pickup_code', 'That is not the code', {
      detail: `The code that was sent to the buyer is another one. ${MOST_FAILURES - failures} tries are left.`,
      extra: { triesLeft: MOST_FAILURES - failures },
    }),
    keep: {
      next: { ...order, fulfilments: withFulfilment(order, counted) },
      events: failures === MOST_FAILURES ? [{ type: 'exception_pickup_code', at, actor, data }] : [],
    },
  };
};
