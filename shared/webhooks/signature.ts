import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Problem, problem } from '../kernel/problem.ts';

/** A signature older, or further in the future, than this is refused: a recorded request is not worth much. */
const MAX_AGE_SECONDS = 300;

const HEADER = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** The HMAC a sender writes into `X-Oms-Signature` as `v1`: SHA-256 of `<t>.<raw body>`, in hex. */
export const signatureOf = (seconds: number, rawBody: Buffer, secret: string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.`).update(rawBody).digest();

/** 401: the signature is missing, old or another's. */
export const invalidSignature = (detail: string): Problem =>
  problem(401, 'invalid_signature', 'The signature is not valid', { detail });

/**
 * Checks `t=<unix seconds>,v1=<hex>` over the raw bytes, in constant time. Undefined when it is right. The problem does
 * not tell a wrong secret from a changed body.
 */
export const checkSignature = (
  header: string | undefined,
  rawBody: Buffer,
  secret: string | undefined,
  now: Date,
): Problem | undefined => {
  const [, t, v1] = HEADER.exec(header?.trim() ?? '') ?? [];
  if (!t || !v1) return invalidSignature('X-Oms-Signature must be t=<unix seconds>,v1=<hex HMAC-SHA256>.');
  // An unknown sender costs the same time as a known one.
  const expected = signatureOf(Number(t), rawBody, secret ?? '');
  const matches = timingSafeEqual(expected, Buffer.from(v1, 'hex'));
  if (!matches || secret === undefined)
    return invalidSignature('The signature does not belong to this body and sender.');
  if (Math.abs(now.getTime() / 1000 - Number(t)) > MAX_AGE_SECONDS)
    return invalidSignature(`The signature is more than ${MAX_AGE_SECONDS} seconds old.`);
  return undefined;
};
