import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Meter } from '../../model.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../endpoint-server.ts';
import { batchOf, parseInput } from './batch.ts';
import { type MessageAttributes, md5, md5OfAttributes, messageSize } from './message-digest.ts';
import type { QueueSettings } from './queue-settings.ts';
import type { NewMessage } from './queue-store.ts';
import type { Queues } from './queues.ts';

const Attributes = z.record(
  z.string(),
  z.object({
    DataType: z.string(),
    StringValue: z.string().optional(),
    BinaryValue: z.string().optional(),
  }),
);
const Message = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().int().optional(),
  MessageAttributes: Attributes.optional(),
  MessageSystemAttributes: Attributes.optional(),
});
const SendInput = Message.extend({ QueueUrl: z.string() });
const SendBatchInput = z.object({
  QueueUrl: z.string(),
  Entries: z.array(Message.extend({ Id: z.string() })).optional(),
});

/** What SQS takes besides tab, line feed and carriage return. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** SendMessage and SendMessageBatch. One request is billed for each 64 KB. */
export function sendOperations(queues: Queues, meter: Meter): Record<string, Operation> {
  const bill = (bytes: number, operation: string) =>
    meter.add('sqs.billedRequests', Math.max(1, Math.ceil(bytes / 65_536)), operation);

  return {
    SendMessage: (raw, { fault, bytes }) => {
      const input = parseInput(SendInput, raw);
      const queue = queues.find(input.QueueUrl);
      const message = messageOf(queue, input);
      queues.send(queue, fault?.kind === 'duplicate' ? [message, message] : [message]);
      bill(bytes, 'SendMessage');
      return answerOf(message);
    },
    SendMessageBatch: (raw, { fault, bytes }) => {
      const input = parseInput(SendBatchInput, raw);
      const queue = queues.find(input.QueueUrl);
      const entries = batchOf(input.Entries);
      const size = entries.reduce(
        (sum, entry) => sum + messageSize(entry.MessageBody, entry.MessageAttributes ?? {}),
        0,
      );
      if (size > 1_048_576) {
        throw new AwsError(
          'com.amazonaws.sqs#BatchRequestTooLong',
          'Batch requests cannot be longer than 1048576 bytes.',
        );
      }
      const accepted: { Id: string; message: NewMessage }[] = [];
      const Failed: unknown[] = [];
      for (const [index, entry] of entries.entries()) {
        try {
          if (index === 0 && fault?.kind === 'partialFailure') {
            throw new AwsError('InternalFailure', 'A fault was asked for.', 500);
          }
          accepted.push({ Id: entry.Id, message: messageOf(queue, entry) });
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          const Code = error.code.split('#').at(-1);
          Failed.push({ Id: entry.Id, SenderFault: error.status < 500, Code, Message: error.message });
        }
      }
      const messages = accepted.map(({ message }) => message);
      queues.send(queue, fault?.kind === 'duplicate' ? [...messages, ...messages] : messages);
      bill(bytes, 'SendMessageBatch');
      return { Successful: accepted.map(({ Id, message }) => ({ Id, ...answerOf(message) })), Failed };
    },
  };
}

/** @throws {AwsError} for an empty, too large or forbidden body, or a delay out of range. */
function messageOf(queue: QueueSettings, entry: z.infer<typeof Message>): NewMessage {
  const attributes: MessageAttributes = definedAttributes(entry.MessageAttributes);
  if (entry.MessageBody === '') {
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  }
  if (FORBIDDEN.test(entry.MessageBody)) {
    throw new AwsError('com.amazonaws.sqs#InvalidMessageContents', 'Invalid characters found in the body.');
  }
  if (messageSize(entry.MessageBody, attributes) > queue.maximumSize) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.maximumSize} bytes.`,
    );
  }
  const delaySeconds = entry.DelaySeconds ?? queue.delay;
  if (delaySeconds < 0 || delaySeconds > 900) {
    throw new AwsError('InvalidParameterValue', 'DelaySeconds must be between 0 and 900.');
  }
  const system = definedAttributes(entry.MessageSystemAttributes);
  return { id: randomUUID(), body: entry.MessageBody, attributes, system, delaySeconds };
}

function definedAttributes(attributes: z.infer<typeof Attributes> = {}): MessageAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        DataType,
        ...(StringValue === undefined ? {} : { StringValue }),
        ...(BinaryValue === undefined ? {} : { BinaryValue }),
      },
    ]),
  );
}

function answerOf({ id, body, attributes, system }: NewMessage) {
  const digest = md5OfAttributes(attributes);
  const systemDigest = md5OfAttributes(system);
  return {
    MessageId: id,
    MD5OfMessageBody: md5(body),
    ...(digest ? { MD5OfMessageAttributes: digest } : {}),
    ...(systemDigest ? { MD5OfMessageSystemAttributes: systemDigest } : {}),
  };
}
