import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { QueueDefinition } from '../capabilities/queues.ts';
import { FailureQueue } from './failure-queue.ts';
import { MerchantAlarm } from './merchant-alarm.ts';

export type WorkQueueProps = {
  queueName: string;
  definition: QueueDefinition;
  visibilitySeconds: number;
  topic: ITopic;
};

/** A queue that cannot lose work unnoticed: dead-letter queue, and alarms for what fails and for what is late. */
export class WorkQueue extends Construct {
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;

  constructor(
    scope: Construct,
    id: string,
    { queueName, definition, visibilitySeconds, topic }: WorkQueueProps,
  ) {
    super(scope, id);
    const { purpose, maxReceiveCount, lateAfterSeconds } = definition;
    this.deadLetterQueue = new FailureQueue(this, 'DeadLetters', {
      queueName: `${queueName}-dlq`,
      meaning: `Set aside after ${maxReceiveCount} attempts. ${purpose}`,
      remedy: `read the error in the reader's log, put it right, then redrive ${queueName}-dlq to its queue.`,
      topic,
    }).queue;
    this.queue = new Queue(this, 'Queue', {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(7),
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount },
    });
    new MerchantAlarm(this, 'Late', {
      alarmName: `${queueName}-late`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      above: lateAfterSeconds,
      periods: 3,
      meaning: `The oldest message waits longer than ${lateAfterSeconds} s. ${purpose}`,
      remedy: 'see whether the reader fails or is throttled; if it only has too much to do, it catches up.',
      topic,
    });
  }
}
