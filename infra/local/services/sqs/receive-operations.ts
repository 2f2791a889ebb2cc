import * as z from 'zod';
import type { Meter } from '../../model.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../endpoint-server.ts';
import { batchOf, parseInput } from './batch.ts';
import { type MessageAttributes, md5, md5OfAttributes } from './message-digest.ts';
import type { QueueSettings } from './queue-settings.ts';
import type { ReceivedMessage } from './queue-store.ts';
import type { Queues } from './queues.ts';

const names = z.array(z.string()).default([]);
const ReceiveInput = z.object({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
  MessageAttributeNames: names,
  AttributeNames: names,
  MessageSystemAttributeNames: names,
});
const Receipt = z.object({ ReceiptHandle: z.string() });
const DeleteInput = Receipt.extend({ QueueUrl: z.string() });
const DeleteBatchInput = z.object({
  QueueUrl: z.string(),
  Entries: z.array(Receipt.extend({ Id: z.string() })).optional(),
});
const Visibility = Receipt.extend({ VisibilityTimeout: z.number().int().min(0).max(43_200) });
const VisibilityInput = Visibility.extend({ QueueUrl: z.string() });
const VisibilityBatchInput = z.object({
  QueueUrl: z.string(),
  Entries: z.array(Visibility.extend({ Id: z.string() })).optional(),
});

/** ReceiveMessage, DeleteMessage, ChangeMessageVisibility and the batches of the latter two. */
export function receiveOperations(queues: Queues, account: string, meter: Meter): Record<string, Operation> {
  const bill = (operation: string) => meter.add('sqs.billedRequests', 1, operation);

  const changeVisibility = (
    queue: QueueSettings,
    { ReceiptHandle, VisibilityTimeout }: z.infer<typeof Visibility>,
  ) => {
    if (queues.changeVisibility(queue, ReceiptHandle, VisibilityTimeout)) return;
    throw new AwsError('com.amazonaws.sqs#MessageNotInflight', 'The specified message is not in flight.');
  };

  const batch = <T extends { Id: string }>(
    entries: readonly T[] | undefined,
    failFirst: boolean,
    act: (entry: T) => void,
  ) => {
    const Successful: unknown[] = [];
    const Failed: unknown[] = [];
    for (const [index, entry] of batchOf(entries).entries()) {
      try {
        if (failFirst && index === 0) throw new AwsError('InternalFailure', 'A fault was asked for.', 500);
        act(entry);
        Successful.push({ Id: entry.Id });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const Code = error.code.split('#').at(-1);
        Failed.push({ Id: entry.Id, SenderFault: error.status < 500, Code, Message: error.message });
      }
    }
    return { Successful, Failed };
  };

  return {
    ReceiveMessage: async (raw, { fault, signal }) => {
      const input = parseInput(ReceiveInput, raw);
      const queue = queues.find(input.QueueUrl);
      const options = {
        limit: input.MaxNumberOfMessages,
        visibilitySeconds: input.VisibilityTimeout ?? queue.visibilityTimeout,
        waitSeconds: input.WaitTimeSeconds ?? queue.waitTime,
        shuffled: fault?.kind === 'reorder',
      };
      const messages = await queues.receive(queue, options, signal);
      // Polling an empty queue costs by the hour, not by the order: kept apart, so that a bill per order is honest.
      if (messages.length > 0) bill('ReceiveMessage');
      else meter.add('sqs.emptyReceives', 1, queue.name);
      const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
      return messages.length === 0
        ? {}
        : { Messages: messages.map((m) => messageAnswer(m, account, input.MessageAttributeNames, system)) };
    },
    DeleteMessage: (raw) => {
      const { QueueUrl, ReceiptHandle } = parseInput(DeleteInput, raw);
      queues.remove(queues.find(QueueUrl), ReceiptHandle);
      bill('DeleteMessage');
    },
    DeleteMessageBatch: (raw, { fault }) => {
      const { QueueUrl, Entries } = parseInput(DeleteBatchInput, raw);
      const queue = queues.find(QueueUrl);
      bill('DeleteMessageBatch');
      return batch(Entries, fault?.kind === 'partialFailure', ({ ReceiptHandle }) =>
        queues.remove(queue, ReceiptHandle),
      );
    },
    ChangeMessageVisibility: (raw) => {
      const { QueueUrl, ...entry } = parseInput(VisibilityInput, raw);
      changeVisibility(queues.find(QueueUrl), entry);
      bill('ChangeMessageVisibility');
    },
    ChangeMessageVisibilityBatch: (raw) => {
      const { QueueUrl, Entries } = parseInput(VisibilityBatchInput, raw);
      const queue = queues.find(QueueUrl);
      bill('ChangeMessageVisibilityBatch');
      return batch(Entries, false, (entry) => changeVisibility(queue, entry));
    },
  };
}

function messageAnswer(message: ReceivedMessage, account: string, wanted: string[], system: string[]) {
  const attributes = selected(message.attributes, wanted);
  const digest = md5OfAttributes(attributes);
  const all: Record<string, string | undefined> = {
    SenderId: account,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    AWSTraceHeader: message.system.AWSTraceHeader?.StringValue,
  };
  const asked = Object.entries(all).filter(
    ([name, value]) => value !== undefined && (system.includes('All') || system.includes(name)),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(digest ? { MD5OfMessageAttributes: digest, MessageAttributes: attributes } : {}),
    ...(asked.length > 0 ? { Attributes: Object.fromEntries(asked) } : {}),
  };
}

/** Names as asked for: `All`, `.*`, a name, or a prefix `order.*`. */
function selected(attributes: MessageAttributes, wanted: string[]): MessageAttributes {
  const wants = (name: string) =>
    wanted.some(
      (pattern) =>
        pattern === 'All' ||
        pattern === name ||
        (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wants(name)));
}
