import { orderIdOfPart, type PartPrefix } from '../../kernel/ids.ts';
import { isProblem, notFound, type Problem, problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import type { Request } from '../../runtime/http-handler.ts';
import type { Decide } from '../decision.ts';
import type { Order } from '../order.ts';
import { type ChangeOptions, changeOrder, type DecideLater } from './change-order.ts';

/** A kind of parts of an order that are worked on by themselves, each under a version of its own. */
export type PartKind<Part extends { version: number }> = {
  /** As problems name it. */
  name: string;
  /** What its ids begin with. */
  prefix: PartPrefix;
  find: (order: Order, id: string) => Part | Problem;
  view: (part: Part) => unknown;
};

/** What of a request a step needs. */
export type StepRequest = Pick<
  Request<{ id: string }, unknown, unknown>,
  'params' | 'actor' | 'correlationId' | 'ifMatch' | 'remember'
>;

/** A part with its version as ETag. */
export const partAnswer = <Part extends { version: number }>(kind: PartKind<Part>, part: Part): Answer =>
  ok(kind.view(part), part.version);

/**
 * Takes a step of an order's part for an HTTP request: `If-Match` is the part's version, and the answer is kept for a
 * repeat of the `Idempotency-Key` in the transaction that makes it true.
 */
export const answerPartStep = async <Part extends { version: number }>(
  kind: PartKind<Part>,
  request: StepRequest,
  deps: Deps,
  decide: Decide | DecideLater,
  { refuse }: Pick<ChangeOptions, 'refuse'> = {},
): Promise<Answer | Problem> => {
  const { id } = request.params;
  const orderId = orderIdOfPart(kind.prefix, id);
  if (orderId === undefined) return notFound(kind.name);
  const after = await changeOrder(
    deps,
    orderId,
    async (order, context) => whyStale(kind, order, id, request.ifMatch) ?? decide(order, context),
    {
      actor: request.actor.name,
      correlationId: request.correlationId,
      remember: (next) => request.remember(present(kind, next, id)),
      ...(refuse ? { refuse } : {}),
    },
  );
  if (isProblem(after)) return after.code === 'not_found' ? notFound(kind.name) : after;
  return present(kind, after, id);
};

const present = <Part extends { version: number }>(
  kind: PartKind<Part>,
  order: Order,
  id: string,
): Answer => {
  const part = kind.find(order, id);
  if (isProblem(part)) throw new Error(`The ${kind.name} ${id} is lost.`);
  return partAnswer(kind, part);
};

const whyStale = <Part extends { version: number }>(
  kind: PartKind<Part>,
  order: Order,
  id: string,
  ifMatch: number | undefined,
): Problem | undefined => {
  const part = kind.find(order, id);
  if (isProblem(part)) return part;
  if (ifMatch === undefined || ifMatch === part.version) return undefined;
  return problem(412, 'precondition_failed', 'Not the version you read', {
    detail: `The ${kind.name} is at version ${part.version}. Read it again and repeat.`,
    extra: { version: part.version },
  });
};
