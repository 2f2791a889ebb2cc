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
        markdown:
          '# Orders\nFirst does business flow and does work pile up, then does anything fail, then what it costs.',
        width: 24,
        height: 2,
      }),
    );
    dashboard.addWidgets(
      graph('Orders', orderMilestones(capabilities)),
      graph('Passed on to', flows(prefix)),
      graph('Waiting, age of the oldest in seconds', oldestMessages(prefix)),
    );
    dashboard.addWidgets(
      graph('Failures by capability', failures(prefix, capabilities)),
      graph('Requests', [api('Count', 'Sum'), api('4xx', 'Sum'), api('5xx', 'Sum')]),
      graph('Latency in ms', [api('Latency', 'p50'), api('Latency', 'p99')]),
    );
    dashboard.addWidgets(
      graph('Table, units', [
        metric('AWS/DynamoDB', 'ConsumedReadCapacityUnits', { TableName: prefix }, 'Sum'),
        metric('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName: prefix }, 'Sum'),
      ]),
    );
  }
}

/** What the function that publishes the events counts: a metric of the event's name for each event. */
function orderMilestones(capabilities: readonly Capability[]): IMetric[] {
  const publishers = capabilities.filter(({ functions }) =>
    functions.some(({ trigger, access }) => 'stream' in trigger && access.publishes),
  );
  return publishers.flatMap(({ name: service }) =>
    [
      'order.placed',
      'order.paid',
      'order.shipped',
      'order.delivered',
      'order.cancelled',
      'order.refunded',
    ].map((event) => metric('Oms', event, { service }, 'Sum', event.slice('order.'.length))),
  );
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
