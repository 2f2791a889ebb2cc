import { setTimeout as sleep } from 'node:timers/promises';
import type { Invoke } from '../model.ts';
import type { MessageAttributes } from './sqs/message-digest.ts';
import type { Queues } from './sqs/queues.ts';

export type Delivery = {
  targetArn: string;
  payload: unknown;
  /** Further tries after the first. */
  retries: number;
  /** No try starts later than this, in milliseconds since 1970. */
  until: number;
  signal?: AbortSignal;
};
export type Delivered =
  | { ok: true; result: unknown }
  | { ok: false; code: string; message: string; attempts: number; exhausted: 'attempts' | 'age' };

const LONGEST_PAUSE_MS = 60_000;

/**
 * Hands a payload to a queue or a function, as EventBridge and its Scheduler do: again with growing pauses while the
 * target fails, as often and as long as its retry policy says. `payload` may depend on the attempt, counted from 1.
 */
export async function deliver(
  delivery: Omit<Delivery, 'payload'> & { payload: (attempt: number) => unknown },
  queues: Queues,
  invoke: Invoke,
): Promise<Delivered> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(delivery.targetArn, delivery.payload(attempt), queues, invoke);
    if (outcome.ok) return outcome;
    const pause = Math.min(1000 * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
    const failed = (exhausted: 'attempts' | 'age'): Delivered => ({
      ...outcome,
      attempts: attempt,
      exhausted,
    });
    if (attempt > delivery.retries) return failed('attempts');
    if (Date.now() + pause > delivery.until) return failed('age');
    try {
      await sleep(pause, undefined, { ...(delivery.signal ? { signal: delivery.signal } : {}) });
    } catch {
      return failed('age');
    }
  }
}

type Outcome = { ok: true; result: unknown } | { ok: false; code: string; message: string };

async function tryOnce(arn: string, payload: unknown, queues: Queues, invoke: Invoke): Promise<Outcome> {
  if (arn.startsWith('arn:aws:sqs:')) {
    try {
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
      return { ok: true, result: { messageId: queues.sendText(arn, text) } };
    } catch (error) {
      return { ok: false, code: 'NO_RESOURCE', message: (error as Error).message };
    }
  }
  const result = await invoke(arn, payload);
  return result.ok
    ? { ok: true, result: result.payload }
    : {
        ok: false,
        code: result.kind === 'throttled' ? 'THROTTLING' : 'SDK_CLIENT_ERROR',
        message: result.message,
      };
}

/** What a dead-letter queue is told beside the payload. */
export function deadLetterAttributes(values: Readonly<Record<string, string | number>>): MessageAttributes {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) },
    ]),
  );
}
