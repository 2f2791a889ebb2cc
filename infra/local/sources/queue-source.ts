import type { EventSourceMapping, Invoke, LocalFunction, LocalQueue } from '../model.ts';
import type { Report } from '../parts.ts';
import { awsCall } from '../services/aws-call.ts';
import { readBatchVerdict } from './partial-failures.ts';
import { backoff, pause } from './pause.ts';
import { passesFilters, type QueueMessage, type QueueRecord, queueRecord } from './queue-event.ts';

export type QueueSourceOptions = {
  mapping: EventSourceMapping;
  queue: LocalQueue;
  fn: LocalFunction;
  region: string;
  /** Of the local SQS. */
  endpoint: string;
  invoke: Invoke;
  report: Report;
};

/** As many batches at once as Lambda's pollers start with, unless the mapping limits it. */
const CONCURRENCY = 5;
/**
 * Shorter than Lambda's 20 s: a poll is not cut off when the cloud stops, since a message could be on its way just then
 * and would stay hidden with nobody to take it.
 */
const WAIT_SECONDS = 1;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * Feeds a queue to a function as Lambda's event-source mapping does. What the function does not take stays hidden until
 * its visibility timeout ends; the queue's own policy moves it to the dead-letter queue.
 */
export function startQueueSource(options: QueueSourceOptions): { stop(): Promise<void> } {
  const { mapping, queue, report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = new Set<Promise<void>>();
  const limit = mapping.maxConcurrency ?? CONCURRENCY;
  let failures = 0;

  const run = (messages: QueueMessage[]) => {
    const batch = processBatch(options, messages, signal)
      .then((succeeded) => {
        failures = succeeded ? 0 : failures + 1;
      })
      .catch((error: Error) => report('error', `Queue ${queue.name}: ${error.message}`));
    running.add(batch);
    batch.finally(() => running.delete(batch));
  };

  const poll = async () => {
    while (!signal.aborted) {
      if (running.size >= limit) {
        await Promise.race(running);
        continue;
      }
      try {
        const messages = await collect(options, signal);
        if (messages.length > 0 && signal.aborted) await giveBack(options, messages);
        else if (messages.length > 0) run(messages);
      } catch (error) {
        if (signal.aborted) return;
        report('error', `Queue ${queue.name}: ${(error as Error).message}`);
        await pause(1000, signal);
      }
      if (failures > 0) await pause(backoff(failures, LONGEST_BACKOFF_MS), signal);
    }
  };
  const polling = poll();

  return {
    stop: async () => {
      stopping.abort();
      await polling;
      await Promise.all(running);
    },
  };
}

/** Waits for a first message, then fills the batch until it is full, the queue is empty or the window is over. */
async function collect(options: QueueSourceOptions, signal: AbortSignal): Promise<QueueMessage[]> {
  const { batchSize, windowSeconds } = options.mapping;
  const messages = await receive(options, Math.min(10, batchSize), WAIT_SECONDS);
  const deadline = Date.now() + windowSeconds * 1000;
  while (messages.length > 0 && messages.length < batchSize && !signal.aborted) {
    const left = deadline - Date.now();
    // A poll waits whole seconds; what is left of the window after them is slept through.
    const wait = left >= WAIT_SECONDS * 1000 ? WAIT_SECONDS : 0;
    if (wait === 0) await pause(Math.max(0, left), signal);
    const more = await receive(options, Math.min(10, batchSize - messages.length), wait);
    messages.push(...more);
    if (more.length === 0 && Date.now() >= deadline) break;
  }
  return messages;
}

/** Answers whether the function took the batch without an error. */
async function processBatch(
  options: QueueSourceOptions,
  messages: QueueMessage[],
  signal: AbortSignal,
): Promise<boolean> {
  const { mapping, queue, region } = options;
  const records = messages.map((message) => queueRecord(message, queue.arn, region));
  const wanted = records.filter((record) => passesFilters(record, mapping.filters));
  const unwanted = records.filter((record) => !wanted.includes(record));
  await remove(options, unwanted);
  if (wanted.length === 0) return true;

  const result = await invokeUnthrottled(options, wanted, signal);
  if (result === 'given back') return true;
  if (!result.ok) return false;
  if (!mapping.reportBatchItemFailures) {
    await remove(options, wanted);
    return true;
  }
  const verdict = readBatchVerdict(result.payload, new Set(wanted.map(({ messageId }) => messageId)));
  if (verdict.kind === 'failure') return false;
  const failed = verdict.kind === 'partial' ? verdict.failed : new Set<string>();
  await remove(
    options,
    wanted.filter(({ messageId }) => !failed.has(messageId)),
  );
  return true;
}

/** A throttled call has not begun: it is tried again while the messages stay hidden for long enough, else given back. */
async function invokeUnthrottled(options: QueueSourceOptions, records: QueueRecord[], signal: AbortSignal) {
  const { fn, queue, invoke } = options;
  const hiddenMs = Number(queue.attributes.VisibilityTimeout ?? 30) * 1000;
  const deadline = Date.now() + Math.max(0, hiddenMs - fn.timeoutMs) / 2;
  for (let attempt = 0; ; attempt++) {
    const result = await invoke(fn.arn, { Records: records });
    if (result.ok || result.kind !== 'throttled') return result;
    if (signal.aborted || Date.now() > deadline) {
      await giveBack(
        options,
        records.map(({ receiptHandle }) => ({ ReceiptHandle: receiptHandle })),
      );
      return 'given back' as const;
    }
    await pause(backoff(attempt, LONGEST_BACKOFF_MS), signal);
  }
}

async function receive(
  options: QueueSourceOptions,
  limit: number,
  waitSeconds: number,
): Promise<QueueMessage[]> {
  const answer = await call<{ Messages?: QueueMessage[] }>(options, 'ReceiveMessage', {
    MaxNumberOfMessages: limit,
    WaitTimeSeconds: waitSeconds,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return answer.Messages ?? [];
}

async function remove(options: QueueSourceOptions, records: readonly QueueRecord[]): Promise<void> {
  for (let index = 0; index < records.length; index += 10) {
    const Entries = records
      .slice(index, index + 10)
      .map(({ receiptHandle }, entry) => ({ Id: String(entry), ReceiptHandle: receiptHandle }));
    await call(options, 'DeleteMessageBatch', { Entries });
  }
}

async function giveBack(
  options: QueueSourceOptions,
  messages: readonly { ReceiptHandle: string }[],
): Promise<void> {
  for (const { ReceiptHandle } of messages) {
    await call(options, 'ChangeMessageVisibility', { ReceiptHandle, VisibilityTimeout: 0 });
  }
}

const call = <T>(
  { endpoint, queue }: QueueSourceOptions,
  operation: string,
  input: object,
  _signal?: AbortSignal,
) => awsCall<T>(endpoint, `AmazonSQS.${operation}`, { QueueUrl: queue.url, ...input });
