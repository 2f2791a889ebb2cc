import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ScheduleTrigger } from '../capabilities/types.ts';
import { type FunctionProps, FunctionWithRole } from './function-with-role.ts';

export type ScheduledFunctionProps = FunctionProps & { trigger: ScheduleTrigger };

/**
 * A function woken by EventBridge Scheduler. It is told the planned time, not the actual one: a late or repeated
 * run then asks for the same due work. A run that fails is alarmed by its errors; the next does what it left.
 */
export class ScheduledFunction extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    const { trigger, definition, resources } = props;
    const failures = resources.failures.schedules;
    const { fn } = new FunctionWithRole(this, 'Run', props);
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        wake: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      name: `oms-${resources.config.stage}-${definition.name}`,
      description: definition.purpose,
      scheduleExpression: trigger.schedule,
      scheduleExpressionTimezone: trigger.timezone ?? 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      state: 'ENABLED',
      target: {
        arn: fn.functionArn,
        roleArn: role.roleArn,
        input: '{"now":"<aws.scheduler.scheduled-time>"}',
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        deadLetterConfig: { arn: failures.queueArn },
      },
    });
  }
}
