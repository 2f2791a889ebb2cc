import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export type MerchantAlarmProps = {
  alarmName: string;
  metric: IMetric;
  /** Rings when the metric is above this. */
  above: number;
  /** Periods of the metric in a row; one unless said. */
  periods?: number;
  /** What the merchant notices. */
  meaning: string;
  /** What to do about it. */
  remedy: string;
  topic: ITopic;
};

/** An alarm whose text can be acted on by someone who has not read the code. */
export class MerchantAlarm extends Construct {
  constructor(scope: Construct, id: string, props: MerchantAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: props.alarmName,
      alarmDescription: `${props.meaning} What to do: ${props.remedy}`,
      metric: props.metric,
      threshold: props.above,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(props.topic));
    alarm.addOkAction(new SnsAction(props.topic));
  }
}
