import { Dashboard, GraphWidget, type IMetric, Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { queues } from '../capabilities/queues.ts';
import type { Capability } from '../capabilities/types.ts';
import { functionMetric, sumOf } from './function-metrics.ts';

export type MerchantDashboardProps = {
  /** What all physical names begin with. */
  prefix: string;
  apiId: string;
  capabilities: readonly Capability[];
};

/** One page: does business flow, does work pile up, does anything fail, is it quick. */
export class MerchantDashboard extends Construct {
  constructor(scope: Construct, id: string, { prefix, apiId, capabilities }: MerchantDashboardProps) {
    super(scope, id);
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: prefix,
      defaultInterval: Duration.hours(12),
    });
    const api = (metricName: string, statistic: string) =>
      metric('AWS/ApiGateway', metricName, { ApiId: apiId }, statistic);
    dashboard.addWidgets(
      new TextWidget({
        markdown: '# Orders\nFrom left to right: does business flow, does work pile up, does anything fail.',
        width: 24,
        height: 2,
      }),
    );
    dashboard.addWidgets(
      graph('What comes in', flows(prefix)),
      graph('Waiting, age of the oldest in seconds', oldestMessages(prefix)),
      graph('Failures by capability', failures(prefix, capabilities)),
    );
    dashboard.addWidgets(
      graph('Requests', [api('Count', 'Sum'), api('4xx', 'Sum'), api('5xx', 'Sum')]),
      graph('Latency in ms', [api('Latency', 'p50'), api('Latency', 'p99')]),
      graph('Table, units', [
        metric('AWS/DynamoDB', 'ConsumedReadCapacityUnits', { TableName: prefix }, 'Sum'),
        metric('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName: prefix }, 'Sum'),
      ]),
    );
  }
}

/** Events that each rule passed to its queue: the business, counted where it flows. */
function flows(prefix: string): IMetric[] {
  return queues
    .filter(({ feeds }) => feeds)
    .map(({ name }) =>
      metric(
        'AWS/Events',
        'MatchedEvents',
        { EventBusName: prefix, RuleName: `${prefix}-${name}` },
        'Sum',
        name,
      ),
    );
}

function oldestMessages(prefix: string): IMetric[] {
  return queues.map(({ name }) =>
    metric('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: `${prefix}-${name}` }, 'Maximum', name),
  );
}

function failures(prefix: string, capabilities: readonly Capability[]): IMetric[] {
  return capabilities.map(({ name, functions }) => {
    const errors = functions.map((definition) => functionMetric(`${prefix}-${definition.name}`, 'Errors'));
    return sumOf(errors, name);
  });
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8, height: 6 });
}

function metric(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic: string,
  label?: string,
): Metric {
  return new Metric({
    namespace,
    metricName,
    dimensionsMap,
    statistic,
    ...(label ? { label } : {}),
    period: Duration.minutes(5),
  });
}
