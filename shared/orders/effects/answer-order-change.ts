import type { Actor } from '../../kernel/actor.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Decide } from '../decision.ts';
import { mayTouch } from '../may-touch.ts';
import type { Order } from '../order.ts';
import { orderView, orderViewFor } from '../order-view.ts';
import { changeOrder, type DecideLater } from './change-order.ts';

/** What a change needs of its HTTP request. */
type ChangeRequest = {
  actor: Actor;
  correlationId: string;
  ifMatch?: number;
  /** Change the order that this one was merged into, where it was. */
  follow?: boolean;
  /** Answer what would be, and change nothing. */
  dryRun?: boolean;
  remember: (answer: Answer) => Write[];
};

/** The whole order, with its version as ETag: what most changes answer to staff. */
export const orderAnswer = (order: Order): Answer => ok(orderView(order), order.head.version);

/** The same, as far as the caller may see it. */
export const orderAnswerFor = (actor: Actor, order: Order): Answer =>
  ok(orderViewFor(actor, order), order.head.version);

/**
 * Changes an order for an HTTP request: the caller's own orders only, `If-Match` honoured, the answer kept for a
 * repeat of the `Idempotency-Key`. `present` makes the answer of the changed order.
 */
export const answerOrderChange = async (
  { actor, correlationId, ifMatch, follow, dryRun, remember }: ChangeRequest,
  deps: Deps,
  orderId: string,
  decide: Decide | DecideLater,
  present: (after: Order) => Answer = (after) => orderAnswerFor(actor, after),
): Promise<Answer | Problem> => {
  const changed = await changeOrder(
    deps,
    orderId,
    async (order, context) => mayTouch(order, actor) ?? decide(order, context),
    {
      actor: actor.name,
      correlationId,
      ...(ifMatch === undefined ? {} : { ifMatch }),
      ...(follow ? { follow } : {}),
      ...(dryRun ? { dryRun } : {}),
      remember: (after) => remember(present(after)),
    },
  );
  return isProblem(changed) ? changed : present(changed);
};
