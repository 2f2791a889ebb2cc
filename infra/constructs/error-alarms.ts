import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Capability } from '../capabilities/types.ts';
import { functionMetric, sumOf } from './function-metrics.ts';
import { MerchantAlarm } from './merchant-alarm.ts';

/** CloudWatch lets one alarm look at ten metrics. */
const METRICS_PER_ALARM = 10;

export type ErrorAlarmsProps = {
  capability: Capability;
  /** What all physical names begin with. */
  prefix: string;
  topic: ITopic;
};

/** Rings when functions of a capability throw. A refused request is no error; whatever rings here is a defect. */
export class ErrorAlarms extends Construct {
  constructor(scope: Construct, id: string, { capability, prefix, topic }: ErrorAlarmsProps) {
    super(scope, id);
    const { functions } = capability;
    for (let start = 0; start < functions.length; start += METRICS_PER_ALARM) {
      const group = functions.slice(start, start + METRICS_PER_ALARM);
      const part = start / METRICS_PER_ALARM + 1;
      new MerchantAlarm(this, `Part${part}`, {
        alarmName: `${prefix}-${capability.name}-errors-${part}`,
        metric: sumOf(
          group.map(({ name }) => functionMetric(`${prefix}-${name}`, 'Errors')),
          `${capability.name} errors`,
        ),
        above: 0,
        meaning: `Something in ${capability.name} failed; one of: ${group.map(({ name }) => name).join(', ')}.`,
        remedy:
          "open the function's log at the time of the alarm; its purpose says what the merchant misses.",
        topic,
      });
    }
  }
}
