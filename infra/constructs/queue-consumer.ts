import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { QueueTrigger } from '../capabilities/types.ts';
import { type FunctionProps, FunctionWithRole } from './function-with-role.ts';

export type QueueConsumerProps = FunctionProps & { trigger: QueueTrigger };

/** A function that works off a queue; what it could not do it reports message by message. */
export class QueueConsumer extends Construct {
  constructor(scope: Construct, id: string, props: QueueConsumerProps) {
    super(scope, id);
    const { trigger } = props;
    const { queueArn, queueUrl } = props.resources.queues[trigger.queue];
    const { fn } = new FunctionWithRole(this, 'Run', {
      ...props,
      triggerStatements: [
        new PolicyStatement({
          actions: [
            'sqs:ReceiveMessage',
            'sqs:DeleteMessage',
            'sqs:GetQueueAttributes',
            // What could not be worked on comes again after a while of its own.
            'sqs:ChangeMessageVisibility',
          ],
          resources: [queueArn],
        }),
      ],
    });
    fn.addEnvironment('OWN_QUEUE_URL', queueUrl);
    new EventSourceMapping(this, 'Mapping', {
      target: fn,
      eventSourceArn: queueArn,
      batchSize: trigger.batchSize,
      reportBatchItemFailures: true,
      ...(trigger.windowSeconds ? { maxBatchingWindow: Duration.seconds(trigger.windowSeconds) } : {}),
      ...(trigger.maxConcurrency ? { maxConcurrency: trigger.maxConcurrency } : {}),
    });
  }
}
