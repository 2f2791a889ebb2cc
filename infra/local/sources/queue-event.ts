import { createHash } from 'node:crypto';
import { matchesPattern } from '../services/event-pattern.ts';

type Attribute = { DataType: string; StringValue?: string; BinaryValue?: string };

/** A message as ReceiveMessage answers it. */
export type QueueMessage = {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  MD5OfMessageAttributes?: string;
  MessageAttributes?: Record<string, Attribute>;
  Attributes?: Record<string, string>;
};

/** One record of the event Lambda gives a function for SQS messages. */
export function queueRecord(message: QueueMessage, queueArn: string, region: string) {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [
        name,
        {
          ...(attribute.StringValue === undefined ? {} : { stringValue: attribute.StringValue }),
          ...(attribute.BinaryValue === undefined ? {} : { binaryValue: attribute.BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: attribute.DataType,
        },
      ]),
    ),
    ...(message.MD5OfMessageAttributes ? { md5OfMessageAttributes: message.MD5OfMessageAttributes } : {}),
    md5OfBody: message.MD5OfBody || createHash('md5').update(message.Body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

export type QueueRecord = ReturnType<typeof queueRecord>;

/**
 * Whether a mapping's filters let a message through (one is enough, none means all). A pattern for `body` looks into it
 * where the body is JSON; messages that do not pass are deleted, as Lambda does.
 */
export function passesFilters(
  record: QueueRecord,
  filters: readonly Readonly<Record<string, unknown>>[],
): boolean {
  if (filters.length === 0) return true;
  return filters.some((filter) => {
    const wantsObject = typeof filter.body === 'object' && !Array.isArray(filter.body);
    return matchesPattern(filter, wantsObject ? { ...record, body: parsed(record.body) } : record);
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
