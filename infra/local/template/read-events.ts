import type { EventTarget, LocalEventBus, LocalRule, LocalSchedule } from '../model.ts';
import { list, number, object, refuse, requiredText, text } from './properties.ts';
import { attribute } from './read-compute.ts';
import type { ResolvedResource } from './resolve-stacks.ts';

/** Reads an `AWS::Events::EventBus`. */
export function readBus(resource: ResolvedResource): LocalEventBus {
  return {
    logicalId: resource.logicalId,
    name: resource.identity.name,
    arn: attribute(resource, 'Arn'),
  };
}

/** Reads an `AWS::Events::Rule`; only rules with a pattern, timers are EventBridge Scheduler's. */
export function readRule(resource: ResolvedResource): LocalRule {
  const pattern = object(resource, 'EventPattern');
  if (pattern === undefined)
    return refuse(resource, 'EventPattern', 'a rule without a pattern never matches');
  const bus = text(resource, 'EventBusName') ?? 'default';
  return {
    logicalId: resource.logicalId,
    name: resource.identity.name,
    busName: bus.slice(bus.lastIndexOf('/') + 1),
    pattern,
    enabled: text(resource, 'State') !== 'DISABLED',
    targets: list(resource, 'Targets').map(readTarget),
  };
}

type RawTarget = {
  Id: string;
  Arn: string;
  InputPath?: string;
  DeadLetterConfig?: { Arn: string };
  RetryPolicy?: { MaximumRetryAttempts?: number };
};

function readTarget(value: unknown): EventTarget {
  const target = value as RawTarget;
  const retryAttempts = target.RetryPolicy?.MaximumRetryAttempts;
  return {
    id: target.Id,
    arn: target.Arn,
    ...(target.InputPath !== undefined && { inputPath: target.InputPath }),
    ...(target.DeadLetterConfig !== undefined && { deadLetterArn: target.DeadLetterConfig.Arn }),
    ...(retryAttempts !== undefined && { retryAttempts: Number(retryAttempts) }),
  };
}

/** Reads an `AWS::Scheduler::Schedule`; without a retry policy AWS retries 185 times within a day. */
export function readSchedule(resource: ResolvedResource): LocalSchedule {
  const input = text(resource, 'Target.Input');
  const deadLetterArn = text(resource, 'Target.DeadLetterConfig.Arn');
  return {
    logicalId: resource.logicalId,
    name: resource.identity.name,
    expression: requiredText(resource, 'ScheduleExpression'),
    timezone: text(resource, 'ScheduleExpressionTimezone') ?? 'UTC',
    enabled: text(resource, 'State') !== 'DISABLED',
    targetArn: requiredText(resource, 'Target.Arn'),
    retry: {
      maximumAttempts: number(resource, 'Target.RetryPolicy.MaximumRetryAttempts') ?? 185,
      maximumEventAgeSeconds: number(resource, 'Target.RetryPolicy.MaximumEventAgeInSeconds') ?? 86_400,
    },
    ...(input !== undefined && { input }),
    ...(deadLetterArn !== undefined && { deadLetterArn }),
  };
}
