import type { Problem } from '../../kernel/problem.ts';
import type { Decide } from '../../orders/decision.ts';
import {
  answerPartStep,
  type PartKind,
  partAnswer,
  type StepRequest,
} from '../../orders/effects/answer-part-step.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import { productionView } from '../../orders/order-view.ts';
import type { Production } from '../../orders/production.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Answer } from '../../runtime/http-answer.ts';
import { productionOf } from '../production-steps.ts';

const PRODUCTION: PartKind<Production> = {
  name: 'production',
  prefix: 'prd',
  find: productionOf,
  view: productionView,
};

/** A production with its version as ETag. */
export const productionAnswer = (production: Production): Answer => partAnswer(PRODUCTION, production);

/** Takes a step of a production for an HTTP request; `If-Match` is the production's version. */
export const answerProductionStep = (
  request: StepRequest,
  deps: Deps,
  decide: Decide | DecideLater,
): Promise<Answer | Problem> => answerPartStep(PRODUCTION, request, deps, decide);
