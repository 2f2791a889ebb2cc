import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { type Actor, holdsRole } from '../kernel/actor.ts';
import type { Operation } from '../kernel/operation.ts';
import { busy, forbidden, isProblem, type Problem, problem, validationFailed } from '../kernel/problem.ts';
import { type Deps, realDeps } from './deps.ts';
import { isPassing } from './faults.ts';
import { type Answer, toResult } from './http-answer.ts';
import { actorOf, jsonBody, validate } from './http-request.ts';
import { hashOf, type IdempotencyKey, recallAnswer, rememberAnswer } from './idempotency.ts';
import { logger } from './logger.ts';
import type { Write } from './transact.ts';

/** A parsed, permitted request: values, not events. */
export type Request<P, Q, B> = {
  params: P;
  query: Q;
  body: B;
  actor: Actor;
  /** The version the caller read (`If-Match`), if they said one. */
  ifMatch?: number;
  /** What ties logs, events and answers of one request together. */
  correlationId: string;
  idempotency?: IdempotencyKey;
  /** The write that keeps this answer for a repeat; none without an `Idempotency-Key`. */
  remember: (answer: Answer) => Write[];
};

type Output<S> = S extends z.ZodType<infer T> ? T : undefined;
type Work<P, Q, B> = (request: Request<P, Q, B>, deps: Deps) => Promise<Answer | Problem>;
type Event = APIGatewayProxyEventV2;

/**
 * Makes a Lambda handler of an operation: parse → permit → work → answer. Bad input never reaches the work; a
 * problem becomes an RFC 9457 document; a repeat of an `Idempotency-Key` gets the first answer again.
 */
export const httpHandler = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: Operation<P, Q, B>,
  work: Work<Output<P>, Output<Q>, Output<B>>,
  depsOf: () => Deps = realDeps,
) =>
  middy<Event, APIGatewayProxyStructuredResultV2>()
    .before(({ event, context }) => {
      logger.addContext(context);
      logger.resetKeys();
      logger.appendKeys({ correlationId: correlationIdOf(event, context), route: event.routeKey });
    })
    .handler(async (event, context) => {
      const correlationId = correlationIdOf(event, context);
      return toResult(await answer(contract, work, depsOf, event, correlationId), correlationId);
    });

const correlationIdOf = (event: Event, context: Context): string => {
  const given = event.headers['x-correlation-id'];
  return given && /^[\w.:-]{1,100}$/.test(given) ? given : context.awsRequestId;
};

const answer = async <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: Operation<P, Q, B>,
  work: Work<Output<P>, Output<Q>, Output<B>>,
  depsOf: () => Deps,
  event: Event,
  correlationId: string,
): Promise<Answer | Problem> => {
  try {
    const parsed = parse(contract, event, correlationId);
    if (isProblem(parsed)) return parsed;
    const deps = depsOf();
    const { idempotency } = parsed;
    const result = await work(
      {
        ...(parsed as Request<Output<P>, Output<Q>, Output<B>>),
        remember: (toKeep) => (idempotency ? [rememberAnswer(idempotency, toKeep, deps.now())] : []),
      },
      deps,
    );
    // A repeat may find the world changed by the first call; what counts is what the first call was told.
    const replay = idempotency && isRepeat(result) ? await recallAnswer(deps.table, idempotency) : undefined;
    return replay ?? result;
  } catch (error) {
    if (isPassing(error)) {
      logger.warn('The request met a passing fault.', error as Error);
      return busy();
    }
    logger.error('The request met a defect.', error as Error);
    return problem(500, 'internal_error', 'Something went wrong on our side', {
      detail: `Nothing is known to be wrong with the request. Name ${correlationId} when you ask.`,
    });
  }
};

/** Whether a result may be owed to an earlier call: refused, or found done already under another name. */
const isRepeat = (result: Answer | Problem): boolean =>
  isProblem(result) || result.headers?.['idempotent-replayed'] === 'true';

const parse = (
  contract: Operation,
  event: Event,
  correlationId: string,
): Omit<Request<unknown, unknown, unknown>, 'remember'> | Problem => {
  const actor = actorOf(event) ?? { name: 'public', roles: [] };
  if (typeof contract.roles !== 'string' && !holdsRole(actor, contract.roles))
    return forbidden(`This takes one of the roles ${contract.roles.join(', ')}.`);
  const params = validateIf(contract.params, event.pathParameters ?? {});
  if (isProblem(params)) return params;
  const query = validateIf(contract.query, event.queryStringParameters ?? {});
  if (isProblem(query)) return query;
  const json = contract.body ? jsonBody(event, contract.bodyOptional === true) : undefined;
  if (isProblem(json)) return json;
  const body = validateIf(contract.body, json);
  if (isProblem(body)) return body;
  const ifMatch = ifMatchOf(event);
  if (isProblem(ifMatch)) return ifMatch;
  const idempotency = contract.idempotent ? idempotencyOf(contract, event, actor, json) : undefined;
  if (isProblem(idempotency)) return idempotency;
  return {
    params: params.value,
    query: query.value,
    body: body.value,
    actor,
    correlationId,
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(idempotency === undefined ? {} : { idempotency }),
  };
};

const validateIf = (schema: z.ZodType | undefined, value: unknown) =>
  schema ? validate(schema, value) : { value: undefined };

const ifMatchOf = (event: Event): number | undefined | Problem => {
  const header = event.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,10})"$/.exec(header.trim())?.[1];
  return version === undefined
    ? problem(412, 'precondition_failed', 'Not the version you read', {
        detail: 'If-Match takes an ETag of ours.',
      })
    : Number(version);
};

const idempotencyOf = (
  contract: Operation,
  event: Event,
  actor: Actor,
  body: unknown,
): IdempotencyKey | undefined | Problem => {
  const key = event.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key))
    return validationFailed([
      {
        path: '/headers/idempotency-key',
        code: 'invalid_idempotency_key',
        message: 'takes 1 to 255 printable ASCII characters',
      },
    ]);
  // Customers cannot reach each other's answers; the merchant's own programs share one space of keys.
  const scope = actor.customerId ?? 'merchant';
  return { operation: contract.id, scope, key, requestHash: hashOf([event.rawPath, body]) };
};
