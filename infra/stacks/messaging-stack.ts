import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { queues } from '../capabilities/queues.ts';
import type { Capability, QueueName } from '../capabilities/types.ts';
import type { StageConfig } from '../config.ts';
import { pascalCase } from '../constructs/add-function.ts';
import { EventRoute } from '../constructs/event-route.ts';
import { FailureQueue } from '../constructs/failure-queue.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { visibilitySeconds } from '../function-settings.ts';

export type MessagingProps = { config: StageConfig; capabilities: readonly Capability[] };

/** How one part tells another: the bus, the queues with their rules, and the topic that alarms go to. */
export class MessagingStack extends Stack {
  readonly bus: IEventBus;
  readonly queues: Readonly<Record<QueueName, IQueue>>;
  readonly failures: { schedules: IQueue; stream: IQueue };
  readonly alarmTopic: ITopic;

  constructor(scope: Construct, id: string, { config, capabilities }: MessagingProps) {
    super(scope, id, { description: 'Event bus, work queues, alarms.' });
    const prefix = `oms-${config.stage}`;
    this.alarmTopic = this.#alarmTopic(prefix, config.alarmEmail);
    this.bus = new EventBus(this, 'Bus', { eventBusName: prefix });
    const made = queues.map((definition) => {
      const { name, feeds } = definition;
      const { queue, deadLetterQueue } = new WorkQueue(this, pascalCase(name), {
        queueName: `${prefix}-${name}`,
        definition,
        visibilitySeconds: visibilitySeconds(name, capabilities),
        topic: this.alarmTopic,
      });
      if (feeds)
        new EventRoute(this, `${pascalCase(name)}Route`, {
          ruleName: `${prefix}-${name}`,
          bus: this.bus,
          pattern: feeds,
          queue,
          deadLetterQueue,
        });
      return [name, queue] as const;
    });
    this.queues = Object.fromEntries(made) as Record<QueueName, IQueue>;
    this.failures = this.#failures(prefix);
  }

  #alarmTopic(prefix: string, email: string | undefined): ITopic {
    // A key of our own: CloudWatch may not use the one AWS manages, and its alarms would be lost without a word.
    const key = new Key(this, 'AlarmKey', { alias: `${prefix}-alarms`, enableKeyRotation: true });
    key.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
    const topic = new Topic(this, 'Alarms', {
      topicName: `${prefix}-alarms`,
      displayName: 'Order management',
      masterKey: key,
      enforceSSL: true,
    });
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
    if (email) topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  #failures(prefix: string): { schedules: IQueue; stream: IQueue } {
    const schedules = new FailureQueue(this, 'ScheduleFailures', {
      queueName: `${prefix}-schedule-failures`,
      meaning: 'A sweep could not be started: reminders, cancellations or completions may be late.',
      remedy: 'the next run does what this one left; see why Lambda refused, then delete the message.',
      topic: this.alarmTopic,
    });
    const stream = new FailureQueue(this, 'StreamFailures', {
      queueName: `${prefix}-stream-failures`,
      meaning:
        'An event of an order was not passed on: a notification, a fulfilment or an import is missing.',
      remedy:
        "read the function's log for the shard and sequence number in the message, and publish it again.",
      topic: this.alarmTopic,
    });
    return { schedules: schedules.queue, stream: stream.queue };
  }
}
