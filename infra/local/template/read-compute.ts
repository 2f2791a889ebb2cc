import { existsSync } from 'node:fs';
import type { EventSourceMapping, LocalFunction } from '../model.ts';
import { flag, list, number, object, refuse, requiredText, text } from './properties.ts';
import type { ResolvedResource } from './resolve-stacks.ts';

/** Reads an `AWS::Lambda::Function`; its code must be an asset of the assembly. */
export function readFunction(resource: ResolvedResource, assets: ReadonlyMap<string, string>): LocalFunction {
  const runtime = requiredText(resource, 'Runtime');
  if (!runtime.startsWith('nodejs')) {
    refuse(resource, 'Runtime', `${runtime} does not run locally; only Node.js functions do`);
  }
  const key = requiredText(resource, 'Code.S3Key');
  const codeDir = assets.get(key);
  if (codeDir === undefined || !existsSync(codeDir)) {
    return refuse(resource, 'Code.S3Key', `the assembly holds no asset ${key}; run "npm run synth" again`);
  }
  const environment = object(resource, 'Environment.Variables') ?? {};
  const reserved = number(resource, 'ReservedConcurrentExecutions');
  return {
    logicalId: resource.logicalId,
    name: resource.identity.name,
    arn: attribute(resource, 'Arn'),
    handler: requiredText(resource, 'Handler'),
    codeDir,
    timeoutMs: (number(resource, 'Timeout') ?? 3) * 1000,
    memoryMb: number(resource, 'MemorySize') ?? 128,
    environment: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, String(value)]),
    ),
    ...(reserved !== undefined && { reservedConcurrency: reserved }),
  };
}

/** Reads an `AWS::Lambda::EventSourceMapping`; `undefined` for one that is switched off. */
export function readMapping(resource: ResolvedResource): EventSourceMapping | undefined {
  if (flag(resource, 'Enabled') === false) return undefined;
  const sourceArn = requiredText(resource, 'EventSourceArn');
  const stream = sourceArn.includes(':dynamodb:');
  const startingPosition = text(resource, 'StartingPosition');
  const maximumRetryAttempts = unlimited(number(resource, 'MaximumRetryAttempts'));
  const maximumRecordAgeSeconds = unlimited(number(resource, 'MaximumRecordAgeInSeconds'));
  const maxConcurrency = number(resource, 'ScalingConfig.MaximumConcurrency');
  const bisectOnError = flag(resource, 'BisectBatchOnFunctionError');
  const parallelization = number(resource, 'ParallelizationFactor');
  const onFailureArn = text(resource, 'DestinationConfig.OnFailure.Destination');
  return {
    logicalId: resource.logicalId,
    functionName: lastPart(requiredText(resource, 'FunctionName')),
    sourceArn,
    batchSize: number(resource, 'BatchSize') ?? (stream ? 100 : 10),
    windowSeconds: number(resource, 'MaximumBatchingWindowInSeconds') ?? 0,
    reportBatchItemFailures: list(resource, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
    filters: list(resource, 'FilterCriteria.Filters').map((each) => readFilter(resource, each)),
    ...(maxConcurrency !== undefined && { maxConcurrency }),
    ...(stream && { startingPosition: startingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON' }),
    ...(maximumRetryAttempts !== undefined && { maximumRetryAttempts }),
    ...(maximumRecordAgeSeconds !== undefined && { maximumRecordAgeSeconds }),
    ...(bisectOnError !== undefined && { bisectOnError }),
    ...(parallelization !== undefined && { parallelization }),
    ...(onFailureArn !== undefined && { onFailureArn }),
  };
}

/** An attribute every resource of the type has. */
export function attribute(resource: ResolvedResource, name: string): string {
  return resource.identity.attributes[name] ?? refuse(resource, undefined, `it has no attribute ${name}`);
}

function readFilter(resource: ResolvedResource, filter: unknown): Readonly<Record<string, unknown>> {
  const pattern = (filter as { Pattern?: unknown }).Pattern;
  try {
    return JSON.parse(String(pattern)) as Record<string, unknown>;
  } catch {
    return refuse(resource, 'FilterCriteria.Filters', `the pattern ${String(pattern)} is not JSON`);
  }
}

/** -1 means "for ever" in an event-source mapping; so does leaving it out. */
function unlimited(value: number | undefined): number | undefined {
  return value === -1 ? undefined : value;
}

function lastPart(arnOrName: string): string {
  return arnOrName.slice(arnOrName.lastIndexOf(':') + 1);
}
