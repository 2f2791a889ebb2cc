import type { LocalQueue } from '../../model.ts';

/** A queue's attributes as numbers, with SQS's defaults. Times in seconds. */
export type QueueSettings = {
  name: string;
  arn: string;
  visibilityTimeout: number;
  delay: number;
  waitTime: number;
  retention: number;
  maximumSize: number;
  redrive?: { deadLetterQueue: string; maximumReceives: number };
};

/** @throws for a FIFO queue, and for a redrive policy whose dead-letter queue is not in the template. */
export function settingsOf(queue: LocalQueue, queues: readonly LocalQueue[]): QueueSettings {
  const { attributes } = queue;
  if (attributes.FifoQueue === 'true' || queue.name.endsWith('.fifo')) {
    throw new Error(`${queue.logicalId}: the local cloud does not know FIFO queues.`);
  }
  const number = (name: string, fallback: number) => Number(attributes[name] ?? fallback);
  const redrive = attributes.RedrivePolicy ? readRedrive(attributes.RedrivePolicy) : undefined;
  const target = redrive && queues.find(({ arn }) => arn === redrive.deadLetterTargetArn);
  if (redrive && !target) {
    throw new Error(
      `${queue.logicalId}: no queue has the redrive policy's ARN ${redrive.deadLetterTargetArn}.`,
    );
  }
  return {
    name: queue.name,
    arn: queue.arn,
    visibilityTimeout: number('VisibilityTimeout', 30),
    delay: number('DelaySeconds', 0),
    waitTime: number('ReceiveMessageWaitTimeSeconds', 0),
    retention: number('MessageRetentionPeriod', 345_600),
    maximumSize: number('MaximumMessageSize', 1_048_576),
    ...(redrive && target
      ? { redrive: { deadLetterQueue: target.name, maximumReceives: Number(redrive.maxReceiveCount) } }
      : {}),
  };
}

const readRedrive = (policy: string) =>
  JSON.parse(policy) as { deadLetterTargetArn: string; maxReceiveCount: number | string };
