import { randomUUID } from 'node:crypto';
import type { CloudModel, Meter } from '../../model.ts';
import { openDatabase } from '../../state.ts';
import { AwsError } from '../aws-error.ts';
import type { MessageAttributes } from './message-digest.ts';
import { type QueueSettings, settingsOf } from './queue-settings.ts';
import { createQueueStore, type NewMessage, type QueueCounts, type ReceivedMessage } from './queue-store.ts';

type ReceiveOptions = { limit: number; visibilitySeconds: number; waitSeconds: number; shuffled: boolean };

/**
 * The queues of the template. An own small implementation on SQLite: the packaged emulators lose a message whose
 * visibility is set to 0, or move to the dead-letter queue in two steps that a SIGKILL can part.
 */
export type Queues = {
  /** By name, ARN or URL. @throws {AwsError} QueueDoesNotExist */
  find(reference: string): QueueSettings;
  list(): readonly QueueSettings[];
  send(queue: QueueSettings, messages: readonly NewMessage[]): void;
  /** Sends one message of the cloud itself: an event, a failed batch. Answers its id. */
  sendText(reference: string, body: string, attributes?: MessageAttributes): string;
  /** Waits up to `waitSeconds` for a first message; a `signal` that aborts ends the waiting with nothing received. */
  receive(queue: QueueSettings, options: ReceiveOptions, signal: AbortSignal): Promise<ReceivedMessage[]>;
  remove(queue: QueueSettings, receipt: string): void;
  changeVisibility(queue: QueueSettings, receipt: string, seconds: number): boolean;
  counts(queue: QueueSettings): QueueCounts;
  purge(queue: QueueSettings): void;
  /** Gives the dead letters of `source` another try; answers how many. */
  redrive(source: QueueSettings): number;
  close(): void;
};

export function openQueues(model: CloudModel, dataDir: string | 'memory', meter: Meter): Queues {
  const database = openDatabase(dataDir, 'queues');
  const store = createQueueStore(database);
  const queues = model.queues.map((queue) => settingsOf(queue, model.queues));
  const waiting = new Map<string, Set<() => void>>();
  let closed = false;

  const find = (reference: string): QueueSettings => {
    const name = reference.split(/[/:]/).at(-1);
    const queue = queues.find((candidate) => candidate.name === name);
    if (queue) return queue;
    throw new AwsError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.', 400, {
      headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
    });
  };

  const wake = (queue: string) => {
    for (const proceed of [...(waiting.get(queue) ?? [])]) proceed();
  };

  /** Until something is sent or a hidden message may be visible again, at the latest until `deadline`. */
  const pause = (queue: string, deadline: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const proceed = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', proceed);
        waiting.get(queue)?.delete(proceed);
        resolve();
      };
      const until = Math.min(deadline, store.nextVisibleAt(queue) ?? deadline);
      const timer = setTimeout(proceed, Math.max(until - Date.now(), 1));
      signal.addEventListener('abort', proceed);
      if (!waiting.has(queue)) waiting.set(queue, new Set());
      waiting.get(queue)?.add(proceed);
    });

  const send = (queue: QueueSettings, messages: readonly NewMessage[]) => {
    store.send(queue, messages);
    meter.add('sqs.messagesSent', messages.length, queue.name);
    wake(queue.name);
  };

  return {
    find,
    list: () => queues,
    send,
    sendText: (reference, body, attributes = {}) => {
      const queue = find(reference);
      const id = randomUUID();
      send(queue, [{ id, body, attributes, system: {}, delaySeconds: queue.delay }]);
      return id;
    },
    receive: async (queue, { limit, visibilitySeconds, waitSeconds, shuffled }, signal) => {
      const deadline = Date.now() + waitSeconds * 1000;
      while (!signal.aborted && !closed) {
        const messages = store.receive(queue, limit, visibilitySeconds, shuffled);
        if (messages.length > 0) meter.add('sqs.messagesReceived', messages.length, queue.name);
        if (queue.redrive) wake(queue.redrive.deadLetterQueue);
        if (messages.length > 0 || Date.now() >= deadline) return messages;
        await pause(queue.name, deadline, signal);
      }
      return [];
    },
    remove: (queue, receipt) => {
      store.remove(queue.name, receipt);
      meter.add('sqs.messagesDeleted', 1, queue.name);
    },
    changeVisibility: (queue, receipt, seconds) => {
      const changed = store.changeVisibility(queue.name, receipt, seconds);
      wake(queue.name);
      return changed;
    },
    counts: (queue) => store.counts(queue.name),
    purge: (queue) => store.purge(queue.name),
    redrive: (source) => {
      if (!source.redrive) return 0;
      const moved = store.redrive(source.redrive.deadLetterQueue, source.name);
      wake(source.name);
      return moved;
    },
    close: () => {
      closed = true;
      for (const queue of waiting.keys()) wake(queue);
      database.close();
    },
  };
}
