import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { busy, isProblem, notFound, type Problem, problem } from '../../kernel/problem.ts';
import { type Deps, realDeps } from '../../runtime/deps.ts';
import { isPassing } from '../../runtime/faults.ts';
import { type Answer, accepted, toResult } from '../../runtime/http-answer.ts';
import { rawBody, validate } from '../../runtime/http-request.ts';
import { logger } from '../../runtime/logger.ts';
import { readSecret } from '../../runtime/secrets.ts';
import { deliveryIdSchema, deliveryKey, type Inbox } from '../delivery.ts';
import type { Door } from '../door.ts';
import { parseLossless } from '../lossless.ts';
import { secretOf } from '../sender-secret.ts';
import { checkSignature } from '../signature.ts';
import { storeDelivery } from './delivery-store.ts';

/** The largest body a sender may deliver; compressed it fits an item with room to spare. */
const MAX_BODY_BYTES = 1_000_000;

type Event = APIGatewayProxyEventV2;

/** One kind of sender: where its deliveries go, how it is named, and which senders and bodies there are. */
export type WebhookKind = {
  inbox: Inbox;
  /** The sender by the path's parameters (`channels/generic/shop-1`); undefined when there is no such sender. */
  senderOf: (
    params: Readonly<Record<string, string | undefined>>,
  ) => { name: string; body: z.ZodType; door?: Door } | undefined;
};

/**
 * Makes a webhook's handler: verify → keep → answer, in milliseconds; the delivery is understood later, from its inbox.
 * The body's form is checked at the door, so that a sender learns of a malformed one; its meaning is not.
 */
export const webhookHandler = (kind: WebhookKind, depsOf: () => Deps = realDeps) =>
  middy<Event, APIGatewayProxyStructuredResultV2>()
    .before(({ event, context }) => {
      logger.addContext(context);
      logger.resetKeys();
      logger.appendKeys({ correlationId: context.awsRequestId, route: event.routeKey });
    })
    .handler(async (event, context) => toResult(await receive(kind, event, depsOf), context.awsRequestId));

const receive = async (kind: WebhookKind, event: Event, depsOf: () => Deps): Promise<Answer | Problem> => {
  try {
    const sender = kind.senderOf(event.pathParameters ?? {});
    if (!sender) return notFound('sender of webhooks');
    const raw = rawBody(event);
    if (raw.length > MAX_BODY_BYTES) return tooLarge();
    const { table, now } = depsOf();
    const secret = secretOf(await readSecret('WEBHOOK_SECRETS_ID', now()), sender.name);
    const { verify, json = asItCame, idOf, receipt: wanted } = sender.door ?? OURS;
    const unsigned = verify(event.headers, raw, secret, now());
    if (unsigned) return unsigned;
    const text = json(raw);
    if (isProblem(text)) return text;
    const checked = check(text, sender);
    if (isProblem(checked)) return checked;
    const id = idOf(checked.body, text);
    const fresh = await storeDelivery(table, {
      inbox: kind.inbox,
      sender: sender.name,
      id,
      raw: text,
      now: now(),
    });
    if (wanted) return wanted;
    const receipt = { accepted: true, deliveryId: deliveryKey(sender.name, id) };
    return accepted(fresh ? receipt : { ...receipt, duplicate: true });
  } catch (error) {
    if (!isPassing(error)) throw error;
    logger.warn('A delivery met a passing fault; the sender will come again.', error as Error);
    return busy();
  }
};

const asItCame = (raw: Buffer): Buffer => raw;

/** Our own way: a signed time, and an id in the body. */
const OURS: Door = {
  verify: (headers, raw, secret, now) => checkSignature(headers['x-oms-signature'], raw, secret, now),
  idOf: (body) => deliveryIdSchema.parse(body).id,
};

const check = (
  raw: Buffer,
  { body: schema, door }: { body: z.ZodType; door?: Door },
): { body: unknown } | Problem => {
  let body: unknown;
  try {
    body = parseLossless(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    return problem(400, 'malformed_json', 'The body is not JSON', {
      detail: 'The body is not valid JSON in UTF-8.',
    });
  }
  const identified = door ? undefined : validate(deliveryIdSchema, body);
  if (isProblem(identified)) return identified;
  const whole = validate(schema, body);
  return isProblem(whole) ? whole : { body };
};

const tooLarge = (): Problem =>
  problem(413, 'body_too_large', 'The body is too large', {
    detail: `At most ${MAX_BODY_BYTES} bytes are read.`,
  });
