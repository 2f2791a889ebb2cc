import { orderIdOfPart } from '../../kernel/ids.ts';
import { isProblem, notFound, type Problem, problem } from '../../kernel/problem.ts';
import type { Decide } from '../../orders/decision.ts';
import { changeOrder, type DecideLater } from '../../orders/effects/change-order.ts';
import type { Fulfilment } from '../../orders/fulfilment.ts';
import type { Order } from '../../orders/order.ts';
import { fulfilmentView } from '../../orders/order-view.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import type { Request } from '../../runtime/http-handler.ts';
import { fulfilmentOf } from '../fulfilment-steps.ts';
import { claimNumbers, numberInUse } from './parcel-store.ts';

/** A fulfilment with its version as ETag. */
export const fulfilmentAnswer = (fulfilment: Fulfilment): Answer =>
  ok(fulfilmentView(fulfilment), fulfilment.version);

/**
 * Takes a step of a fulfilment for an HTTP request. `If-Match` is the fulfilment's version; new waybill numbers are
 * claimed in the same transaction and the answer is kept for a repeat of the `Idempotency-Key`.
 */
export const answerFulfilmentStep = async (
  request: Pick<
    Request<{ id: string }, unknown, unknown>,
    'params' | 'actor' | 'correlationId' | 'ifMatch' | 'remember'
  >,
  deps: Deps,
  decide: Decide | DecideLater,
): Promise<Answer | Problem> => {
  const { id } = request.params;
  const orderId = orderIdOfPart('ful', id);
  if (orderId === undefined) return notFound('fulfilment');
  const after = await changeOrder(
    deps,
    orderId,
    async (order, context) => {
      const stale = whyStale(order, id, request.ifMatch);
      if (stale) return stale;
      const decision = await decide(order, context);
      if (decision === 'nothing' || isProblem(decision)) return decision;
      return { ...decision, also: [...(decision.also ?? []), ...claimNumbers(order, decision.next)] };
    },
    {
      actor: request.actor.name,
      correlationId: request.correlationId,
      remember: (next) => request.remember(present(next, id)),
      refuse: (failed) => numberInUse(failed, id),
    },
  );
  if (isProblem(after)) return after.code === 'not_found' ? notFound('fulfilment') : after;
  return present(after, id);
};

const present = (order: Order, id: string): Answer => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) throw new Error(`The fulfilment ${id} is lost.`);
  return fulfilmentAnswer(fulfilment);
};

const whyStale = (order: Order, id: string, ifMatch: number | undefined): Problem | undefined => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  if (ifMatch === undefined || ifMatch === fulfilment.version) return undefined;
  return problem(412, 'precondition_failed', 'Not the version you read', {
    detail: `The fulfilment is at version ${fulfilment.version}. Read it again and repeat.`,
    extra: { version: fulfilment.version },
  });
};
