import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StreamTrigger } from '../capabilities/types.ts';
import { type FunctionProps, FunctionWithRole } from './function-with-role.ts';
import { MerchantAlarm } from './merchant-alarm.ts';

export type StreamConsumerProps = FunctionProps & { trigger: StreamTrigger };

/** A function that follows the table's stream. A bad record is set aside; it must not stop those behind it. */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { trigger, definition, resources } = props;
    const { streamArn } = resources.table;
    const failures = resources.failures.stream;
    const { fn } = new FunctionWithRole(this, 'Run', {
      ...props,
      triggerStatements: [
        new PolicyStatement({
          actions: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          resources: [streamArn],
        }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
      ],
    });
    new CfnEventSourceMapping(this, 'Mapping', {
      functionName: fn.functionName,
      eventSourceArn: streamArn,
      startingPosition: 'TRIM_HORIZON',
      batchSize: trigger.batchSize,
      ...(trigger.windowSeconds ? { maximumBatchingWindowInSeconds: trigger.windowSeconds } : {}),
      parallelizationFactor: 2,
      filterCriteria: { filters: [{ pattern: JSON.stringify(trigger.filter) }] },
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 10,
      // A day is all the stream keeps; give up before, so that the record still reaches the failure queue.
      maximumRecordAgeInSeconds: 43_200,
      destinationConfig: { onFailure: { destination: failures.queueArn } },
    });
    new MerchantAlarm(this, 'Behind', {
      alarmName: `oms-${resources.config.stage}-${definition.name}-behind`,
      metric: iteratorAge(`oms-${resources.config.stage}-${definition.name}`),
      above: 60_000,
      periods: 3,
      meaning: `What happened to orders is passed on more than a minute late. ${definition.purpose}`,
      remedy: "read the function's log; a record that keeps failing is set aside after ten attempts.",
      topic: resources.alarmTopic,
    });
  }
}

/** Milliseconds between a change of the table and its handling. */
function iteratorAge(functionName: string): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'IteratorAge',
    dimensionsMap: { FunctionName: functionName },
    statistic: 'Maximum',
    period: Duration.minutes(1),
  });
}
