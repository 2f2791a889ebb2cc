import { orderIdOfPart } from '../../kernel/ids.ts';
import { isProblem, notFound, type Problem, problem } from '../../kernel/problem.ts';
import type { Decide } from '../../orders/decision.ts';
import { changeOrder, type DecideLater } from '../../orders/effects/change-order.ts';
import type { Order } from '../../orders/order.ts';
import { productionView } from '../../orders/order-view.ts';
import type { Production } from '../../orders/production.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import type { Request } from '../../runtime/http-handler.ts';
import { productionOf } from '../production-steps.ts';

/** A production with its version as ETag. */
export const productionAnswer = (production: Production): Answer =>
  ok(productionView(production), production.version);

/** Takes a step of a production for an HTTP request; `If-Match` is the production's version. */
export const answerProductionStep = async (
  request: Pick<
    Request<{ id: string }, unknown, unknown>,
    'params' | 'actor' | 'correlationId' | 'ifMatch' | 'remember'
  >,
  deps: Deps,
  decide: Decide | DecideLater,
): Promise<Answer | Problem> => {
  const { id } = request.params;
  const orderId = orderIdOfPart('prd', id);
  if (orderId === undefined) return notFound('production');
  const after = await changeOrder(
    deps,
    orderId,
    async (order, context) => whyStale(order, id, request.ifMatch) ?? decide(order, context),
    {
      actor: request.actor.name,
      correlationId: request.correlationId,
      remember: (next) => request.remember(present(next, id)),
    },
  );
  if (isProblem(after)) return after.code === 'not_found' ? notFound('production') : after;
  return present(after, id);
};

const present = (order: Order, id: string): Answer => {
  const production = productionOf(order, id);
  if (isProblem(production)) throw new Error(`The production ${id} is lost.`);
  return productionAnswer(production);
};

const whyStale = (order: Order, id: string, ifMatch: number | undefined): Problem | undefined => {
  const production = productionOf(order, id);
  if (isProblem(production)) return production;
  if (ifMatch === undefined || ifMatch === production.version) return undefined;
  return problem(412, 'precondition_failed', 'Not the version you read', {
    detail: `The production is at version ${production.version}. Read it again and repeat.`,
    extra: { version: production.version },
  });
};
