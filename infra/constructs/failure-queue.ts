import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { MerchantAlarm } from './merchant-alarm.ts';

export type FailureQueueProps = { queueName: string; meaning: string; remedy: string; topic: ITopic };

/** Where work goes that failed for good: kept as long as SQS keeps anything, and never in silence. */
export class FailureQueue extends Construct {
  readonly queue: IQueue;

  constructor(scope: Construct, id: string, props: FailureQueueProps) {
    super(scope, id);
    const queue = new Queue(this, 'Queue', {
      queueName: props.queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(
      queue,
      'AwsSolutions-SQS3',
      'This queue is itself the end of the line; its alarm tells people.',
    );
    new MerchantAlarm(this, 'NotEmpty', {
      alarmName: `${props.queueName}-not-empty`,
      metric: queue.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      above: 0,
      meaning: props.meaning,
      remedy: props.remedy,
      topic: props.topic,
    });
    this.queue = queue;
  }
}
