import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { entryOf } from '../../infra/bundle.ts';
import { capabilities } from '../../infra/capabilities/all.ts';
import {
  type FunctionPool,
  type FunctionPoolOptions,
  INSTANCES,
} from '../../infra/local/lambda/function-pool.ts';
import { environmentOf } from '../../infra/local/lambda/spawn-worker.ts';
import type { InvokeResult, LocalFunction } from '../../infra/local/model.ts';

/**
 * Runs the functions in the local cloud's own process, from their sources: a function's first call costs nothing, which
 * is most of what a test of many functions costs otherwise. What an instance of its own gives, its environment and one
 * call at a time of each, is given here too: a function sees the variables that the template gives it, and no others.
 * That bundles load, and that instances die, is tested with instances.
 */

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** Its functions' lines are nobody's here. */
const QUIET = { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };

const environments = new AsyncLocalStorage<Record<string, string>>();

/** From now on `process.env` is that of the function that looks. */
const giveEachItsEnvironment = (): void => {
  const own = process.env;
  process.env = new Proxy(own, {
    get: (_, name) => Reflect.get(environments.getStore() ?? own, name),
    has: (_, name) => Reflect.has(environments.getStore() ?? own, name),
  });
};

const sources = new Map(
  capabilities.flatMap((capability) =>
    capability.functions.map(({ name }) => [name, entryOf(capability.name, name)] as const),
  ),
);

/** A function is named `oms-<stage>-<name>`. */
const load = async ({ name, environment }: LocalFunction): Promise<Handler> => {
  const source = sources.get(name.slice(`oms-${environment.STAGE}-`.length));
  if (!source) throw new Error(`No source is known of ${name}.`);
  return ((await import(resolve(source))) as { handler: Handler }).handler;
};

const timeLimit = (milliseconds: number) => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Task timed out after ${milliseconds} ms`)), milliseconds);
  return { promise, end: () => clearTimeout(timer) };
};

/** A function with so many instances, each of which takes a call at a time. */
const openHost = (fn: LocalFunction, options: FunctionPoolOptions) => {
  const environment = { ...environmentOf(fn, options, 'host'), ...QUIET };
  const waiting: (() => void)[] = [];
  let free = Math.min(options.concurrency ?? INSTANCES, fn.reservedConcurrency ?? Number.POSITIVE_INFINITY);
  let loading: Promise<Handler> | undefined;

  const enter = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  const call = async (payload: string, requestId: string): Promise<unknown> => {
    loading ??= load(fn);
    const handler = await loading;
    const deadline = Date.now() + fn.timeoutMs;
    const context = {
      functionName: fn.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: fn.arn,
      memoryLimitInMB: String(fn.memoryMb),
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    const limit = timeLimit(fn.timeoutMs);
    const result = await Promise.race([handler(JSON.parse(payload), context), limit.promise]).finally(
      limit.end,
    );
    return JSON.parse(JSON.stringify(result) ?? 'null');
  };

  return async (payload: string): Promise<InvokeResult> => {
    await enter();
    const requestId = randomUUID();
    const from = performance.now();
    options.meter.add('lambda.invocations', 1, fn.name);
    const told = () => ({ requestId, durationMs: performance.now() - from });
    try {
      return { ok: true, payload: await environments.run(environment, call, payload, requestId), ...told() };
    } catch (error) {
      const {
        name: errorType,
        message,
        stack = '',
      } = error instanceof Error ? error : new Error(String(error));
      options.report('error', `${fn.name}: ${stack}`);
      return { ok: false, kind: 'error', message, errorType, stack: stack.split('\n'), ...told() };
    } finally {
      leave();
    }
  };
};

/** As `createFunctionPool`, but in this process; what runs when it is closed is not waited for. */
export const hostFunctions = (
  functions: readonly LocalFunction[],
  options: FunctionPoolOptions,
): FunctionPool => {
  giveEachItsEnvironment();
  const hosts = new Map(functions.map((fn) => [fn.arn, openHost(fn, options)]));
  return {
    invoke: async (arn, payload) => {
      const host = hosts.get(arn);
      if (!host) throw new Error(`The template has no function ${arn}.`);
      return host(JSON.stringify(payload) ?? 'null');
    },
    renew: () => {},
    close: async () => {},
  };
};
