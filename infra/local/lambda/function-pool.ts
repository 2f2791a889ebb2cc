import { availableParallelism } from 'node:os';
import type { Invoke, InvokeResult, LocalFunction, Meter } from '../model.ts';
import type { Report } from '../parts.ts';
import { openFunctionLogs } from './function-log.ts';
import { createInstanceGroup, type GroupResult, type InstanceGroup } from './instance-group.ts';
import { MAX_PAYLOAD_BYTES } from './outcome.ts';
import { createStartLine } from './start-line.ts';

/** Instances of each function: more than two for a processor only cost their cold starts. */
export const INSTANCES = Math.max(2, 2 * availableParallelism());

export type FunctionPoolOptions = {
  region: string;
  endpointEnv: Readonly<Record<string, string>>;
  /** Folder of `<function>.log`; without one the functions' lines are dropped. */
  logDir?: string;
  meter: Meter;
  report: Report;
  /** Instances per function on this machine; {@link INSTANCES} unless said. A reserved concurrency in the template lowers it. */
  concurrency?: number;
  /** How long an unused instance stays warm; default 60 s. */
  idleMs?: number;
};

export type FunctionPool = {
  invoke: Invoke;
  /** Replaces the code and settings of the functions; what runs ends on the old code. */
  renew(functions: readonly LocalFunction[]): void;
  /** Takes nothing new; resolves when what runs has ended, or was ended after `graceMs`. */
  close(graceMs?: number): Promise<void>;
};

/** Runs the functions of the template, each instance in a worker thread of its own. */
export function createFunctionPool(
  functions: readonly LocalFunction[],
  options: FunctionPoolOptions,
): FunctionPool {
  const { meter } = options;
  const logs = openFunctionLogs(options.logDir);
  const startLine = createStartLine();
  const byArn = new Map<string, { fn: LocalFunction; group: InstanceGroup }>();
  for (const fn of functions) byArn.set(fn.arn, { fn, group: createInstanceGroup(fn, groupOptions(fn)) });

  function groupOptions(fn: LocalFunction) {
    return {
      region: options.region,
      endpointEnv: options.endpointEnv,
      concurrency: options.concurrency ?? INSTANCES,
      startLine,
      idleMs: options.idleMs ?? 60_000,
      log: (line: string) => logs.write(fn.name, line),
      onColdStart: () => meter.add('lambda.coldStarts', 1, fn.name),
    };
  }

  function count(fn: LocalFunction, result: GroupResult): void {
    if (!result.outcome.ok) meter.add('lambda.errors', 1, fn.name);
    if (!result.outcome.ok && result.outcome.kind === 'throttled') return;
    // Lambda bills whole milliseconds, rounded up.
    const milliseconds = Math.max(1, Math.ceil(result.ms));
    meter.add('lambda.invocations', 1, fn.name);
    meter.add('lambda.milliseconds', milliseconds, fn.name);
    meter.add('lambda.gbSeconds', (milliseconds / 1000) * (fn.memoryMb / 1024), fn.name);
  }

  function tell(fn: LocalFunction, result: InvokeResult): void {
    if (result.ok || result.kind === 'throttled') return;
    const line = `${fn.name} ${result.kind}: ${result.errorType ?? 'Error'}: ${firstLine(result.message)}`;
    options.report('error', `${line} (request ${result.requestId})`);
    logs.write(fn.name, `${line}\n${(result.stack ?? []).join('\n')}`);
  }

  const invoke: Invoke = async (functionArn, payload) => {
    const entry = byArn.get(functionArn);
    if (entry === undefined) return unknownFunction(functionArn);
    const text = JSON.stringify(payload) ?? 'null';
    if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES) return tooLarge(entry.fn);
    const run = await entry.group.invoke(text);
    count(entry.fn, run);
    const result = resultOf(entry.fn, run);
    tell(entry.fn, result);
    return result;
  };

  return {
    invoke,
    renew(next) {
      for (const fn of next) {
        const entry = byArn.get(fn.arn);
        if (entry === undefined) continue;
        entry.fn = fn;
        entry.group.renew(fn);
      }
    },
    async close(graceMs = 8_000) {
      const groups = [...byArn.values()].map(({ group }) => group);
      const timer = setTimeout(() => {
        for (const group of groups) void group.terminate();
      }, graceMs);
      await Promise.all(groups.map((group) => group.close()));
      clearTimeout(timer);
      await logs.close();
    },
  };
}

function resultOf(fn: LocalFunction, { outcome, requestId, ms: durationMs }: GroupResult): InvokeResult {
  if (outcome.ok) return { ok: true, payload: outcome.payload, durationMs, requestId };
  if (outcome.kind === 'throttled') {
    const message = `${fn.name} has no free concurrency`;
    const errorType = 'TooManyRequestsException';
    return { ok: false, kind: 'throttled', message, errorType, durationMs, requestId };
  }
  const { message, errorType, stack } = outcome.error;
  return { ok: false, kind: outcome.kind, message, errorType, stack, durationMs, requestId };
}

function unknownFunction(arn: string): InvokeResult {
  const message = `the template has no function ${arn}`;
  const errorType = 'ResourceNotFoundException';
  return { ok: false, kind: 'error', message, errorType, durationMs: 0, requestId: '' };
}

function tooLarge(fn: LocalFunction): InvokeResult {
  const message = `the payload for ${fn.name} is larger than ${MAX_PAYLOAD_BYTES} bytes`;
  const errorType = 'RequestTooLargeException';
  return { ok: false, kind: 'error', message, errorType, durationMs: 0, requestId: '' };
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 300) ?? '';
}
