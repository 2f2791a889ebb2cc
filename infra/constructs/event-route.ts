import { CfnRule, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventPattern } from '../capabilities/queues.ts';

export type EventRouteProps = {
  ruleName: string;
  bus: IEventBus;
  pattern: EventPattern;
  queue: IQueue;
  /** Takes the events that could not be put into the queue; a redrive brings them there. */
  deadLetterQueue: IQueue;
};

/** Brings the bus's events of a pattern into a queue, and gives this rule alone the right to do so. */
export class EventRoute extends Construct {
  constructor(scope: Construct, id: string, props: EventRouteProps) {
    super(scope, id);
    const rule = new CfnRule(this, 'Rule', {
      name: props.ruleName,
      eventBusName: props.bus.eventBusName,
      eventPattern: { source: ['oms'], ...props.pattern },
      state: 'ENABLED',
      targets: [
        {
          id: 'queue',
          arn: props.queue.queueArn,
          deadLetterConfig: { arn: props.deadLetterQueue.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
        },
      ],
    });
    for (const queue of [props.queue, props.deadLetterQueue])
      queue.addToResourcePolicy(
        new PolicyStatement({
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          principals: [new ServicePrincipal('events.amazonaws.com')],
          conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
        }),
      );
  }
}
