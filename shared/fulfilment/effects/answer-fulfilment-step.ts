import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Decide } from '../../orders/decision.ts';
import {
  answerPartStep,
  type PartKind,
  partAnswer,
  type StepRequest,
} from '../../orders/effects/answer-part-step.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Fulfilment } from '../../orders/fulfilment.ts';
import { fulfilmentView } from '../../orders/order-view.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Answer } from '../../runtime/http-answer.ts';
import { fulfilmentOf } from '../fulfilment-steps.ts';
import { claimNumbers, numberInUse } from './parcel-store.ts';

const FULFILMENT: PartKind<Fulfilment> = {
  name: 'fulfilment',
  prefix: 'ful',
  find: fulfilmentOf,
  view: fulfilmentView,
};

/** A fulfilment with its version as ETag. */
export const fulfilmentAnswer = (fulfilment: Fulfilment): Answer => partAnswer(FULFILMENT, fulfilment);

/**
 * Takes a step of a fulfilment for an HTTP request. `If-Match` is the fulfilment's version; new waybill numbers are
 * claimed in the same transaction and the answer is kept for a repeat of the `Idempotency-Key`.
 */
export const answerFulfilmentStep = (
  request: StepRequest,
  deps: Deps,
  decide: Decide | DecideLater,
): Promise<Answer | Problem> =>
  answerPartStep(FULFILMENT, request, deps, claimingNumbers(decide), {
    refuse: (failed) => numberInUse(failed, request.params.id),
  });

const claimingNumbers =
  (decide: Decide | DecideLater): DecideLater =>
  async (order, context) => {
    const decision = await decide(order, context);
    if (decision === 'nothing' || isProblem(decision)) return decision;
    return { ...decision, also: [...(decision.also ?? []), ...claimNumbers(order, decision.next)] };
  };
