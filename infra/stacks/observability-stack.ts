import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Capability } from '../capabilities/types.ts';
import type { StageConfig } from '../config.ts';
import { pascalCase } from '../constructs/add-function.ts';
import { ErrorAlarms } from '../constructs/error-alarms.ts';
import { sumOf } from '../constructs/function-metrics.ts';
import { MerchantAlarm } from '../constructs/merchant-alarm.ts';
import { MerchantDashboard } from '../constructs/merchant-dashboard.ts';

export type ObservabilityProps = {
  config: StageConfig;
  capabilities: readonly Capability[];
  apiId: string;
  topic: ITopic;
};

/** What is watched over all capabilities: the API, the table, the functions' errors, and the dashboard. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, { config, capabilities, apiId, topic }: ObservabilityProps) {
    super(scope, id, { description: 'Dashboard, and the alarms of the API, the table and the functions.' });
    const prefix = `oms-${config.stage}`;
    new MerchantAlarm(this, 'ApiFails', {
      alarmName: `${prefix}-api-5xx`,
      metric: new Metric({
        namespace: 'AWS/ApiGateway',
        metricName: '5xx',
        dimensionsMap: { ApiId: apiId },
        // The average of 0 and 1 over all requests is the share of those that failed.
        statistic: 'Average',
        period: Duration.minutes(5),
      }),
      above: 0.01,
      periods: 2,
      meaning: 'More than one request in a hundred fails: shops and staff see errors.',
      remedy: 'the access log names the routes; their functions name the cause.',
      topic,
    });
    new MerchantAlarm(this, 'TableThrottles', {
      alarmName: `${prefix}-table-throttles`,
      metric: sumOf(
        ['ReadThrottleEvents', 'WriteThrottleEvents'].map(
          (metricName) =>
            new Metric({
              namespace: 'AWS/DynamoDB',
              metricName,
              dimensionsMap: { TableName: prefix },
              statistic: 'Sum',
              period: Duration.minutes(5),
            }),
        ),
        'throttled requests',
      ),
      above: 0,
      periods: 2,
      meaning: 'The table turns requests away: orders are taken slowly, some with "try again".',
      remedy: 'find the hot key with Contributor Insights; a hot article wants more stock shards.',
      topic,
    });
    for (const capability of capabilities)
      new ErrorAlarms(this, `${pascalCase(capability.name)}Errors`, { capability, prefix, topic });
    new MerchantDashboard(this, 'Dashboard', { prefix, apiId, capabilities });
  }
}
