import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../kernel/clock.ts';
import { busy, type Problem, problem } from '../kernel/problem.ts';
import type { Answer } from './http-answer.ts';
import type { Table } from './table.ts';
import type { Write } from './transact.ts';

const KEPT_SECONDS = 48 * 3600;
/** A first call that is still at work is waited for a few seconds: it holds this call's instance meanwhile. */
const WAITS = 16;
const WAIT_MS = 250;

/** One caller's key for one request of one operation. `scope` keeps callers apart. */
export type IdempotencyKey = { operation: string; scope: string; key: string; requestHash: string };

type Record = { requestHash: string; status?: number; answer?: Uint8Array; headers?: Answer['headers'] };

/** The label of the write that claims the key; a failure of it means: this was done before. */
export const IDEMPOTENCY_LABEL = 'idempotency-key';

/** A hash of what was asked for; equal for equal JSON as sent. */
export const hashOf = (request: unknown): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('base64url');

const keyOf = ({ operation, scope, key }: IdempotencyKey) => ({
  pk: `IDEMPOTENCY#${operation}#${scope}#${key}`,
  sk: 'ANSWER',
});

/**
 * The write that keeps the first answer beside what it did, in the same transaction: the answer exists if and only
 * if the change does. The body is compressed, so that a usual answer fits one write unit.
 */
export const rememberAnswer = (
  claim: IdempotencyKey,
  answer: Answer,
  now: Date,
  since?: 'claimed',
): Write => ({
  label: IDEMPOTENCY_LABEL,
  put: {
    Item: {
      ...keyOf(claim),
      requestHash: claim.requestHash,
      status: answer.status,
      headers: answer.headers,
      answer: deflateRawSync(JSON.stringify(answer.body)),
      expiresAt: epochSeconds(now) + KEPT_SECONDS,
    },
    // A claim was put by this very request before its first step; otherwise nobody may have been here.
    ConditionExpression: since === 'claimed' ? 'attribute_not_exists(answer)' : 'attribute_not_exists(pk)',
  },
});

/** The write that claims a key before work of several transactions; {@link rememberAnswer} fills it at the end. */
export const claimKey = (claim: IdempotencyKey, now: Date): Write => ({
  label: IDEMPOTENCY_LABEL,
  put: {
    Item: { ...keyOf(claim), requestHash: claim.requestHash, expiresAt: epochSeconds(now) + KEPT_SECONDS },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** The write that gives a claimed key back, when the work behind it was undone. */
export const freeKey = (claim: IdempotencyKey): Write => ({
  label: IDEMPOTENCY_LABEL,
  remove: { Key: keyOf(claim), ConditionExpression: 'attribute_not_exists(answer)' },
});

/** Whether an earlier call has this key already: worth asking before work that costs much more than to ask. */
export const isKeyTaken = async (table: Table, claim: IdempotencyKey): Promise<boolean> => {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: keyOf(claim),
      ProjectionExpression: 'pk',
      ConsistentRead: true,
    }),
  );
  return Item !== undefined;
};

/**
 * The first answer to this key, if there is one: the same status and body, marked as replayed. A key that stood for
 * another request is a 422. Waits a bounded time for a first call that is still at work, then says 503.
 */
export const recallAnswer = async (
  table: Table,
  claim: IdempotencyKey,
): Promise<Answer | Problem | undefined> => {
  for (let wait = 0; wait < WAITS; wait++) {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: keyOf(claim), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const record = Item as Record;
    if (record.requestHash !== claim.requestHash)
      return problem(422, 'idempotency_key_reused', 'This Idempotency-Key stands for another request', {
        detail: 'Use a new key for a new request.',
      });
    if (record.answer && record.status)
      return {
        status: record.status,
        body: JSON.parse(inflateRawSync(record.answer).toString()),
        headers: { ...record.headers, 'idempotent-replayed': 'true' },
      };
    await sleep(WAIT_MS);
  }
  return busy();
};
