import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';

/** A metric of one function by its physical name. */
export function functionMetric(functionName: string, metricName: string, statistic = 'Sum'): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: functionName },
    statistic,
    period: Duration.minutes(5),
  });
}

/** One line for many metrics. The label must be the only one of its kind in a graph: the metrics' ids come from it. */
export function sumOf(metrics: readonly IMetric[], label: string): IMetric {
  const slug = label.toLowerCase().replaceAll(/[^a-z]/g, '');
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`${slug}${index}`, metric]));
  return new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + '),
    usingMetrics,
    label,
    period: Duration.minutes(5),
  });
}
