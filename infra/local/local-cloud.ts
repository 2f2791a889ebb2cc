import { join } from 'node:path';
import { checkPort } from './check-port.ts';
import { claimDataFolder } from './data-folder.ts';
import { createFunctionPool, type FunctionPool, type FunctionPoolOptions } from './lambda/function-pool.ts';
import type { CloudModel, Invoke, LocalFunction } from './model.ts';
import type { Report, Services } from './parts.ts';
import { serveHttp } from './serve-http.ts';
import { bootDynamodb } from './services/boot-dynamodb.ts';
import { startServices } from './services/start-services.ts';
import { startSources } from './sources/start-sources.ts';
import { stopwatch } from './stopwatch.ts';
import { loadModel } from './template/load-model.ts';

export type LocalCloudOptions = {
  /** The cloud assembly's folder; may still be in the making, DynamoDB boots meanwhile. */
  assembly: string | Promise<string>;
  /** 0 takes a free one. */
  port: number;
  /** Where data stay between starts; `memory` leaves nothing behind. */
  dataDir: string | 'memory';
  host?: string;
  region?: string;
  concurrency?: number;
  dynamodbEndpoint?: string;
  /** How functions run: each instance in a worker of its own, unless said. */
  runFunctions?(functions: readonly LocalFunction[], options: FunctionPoolOptions): FunctionPool;
  /** Sources gather a batch for no longer than this, whatever the template says: for who waits for all work to end. */
  longestWindowSeconds?: number;
  report?: Report;
  /** Told when the cloud cannot go on (DynamoDB Local died). It is still to be stopped. */
  onFatal?(message: string): void;
};

export type LocalCloud = {
  url: string;
  model: CloudModel;
  invoke: Invoke;
  services: Services;
  /** Runs new code from now on; all else stays as it is. */
  renewFunctions(functions: readonly LocalFunction[]): void;
  /** Finishes what runs, for 8 s at most, and ends everything. Can be called twice. */
  stop(): Promise<void>;
};

/** How long requests and invocations may still run after `stop`. */
const GRACE_MS = 8_000;

type Stop = () => Promise<void> | void;

/** Starts the synthesised template on this machine. What was started is stopped again when a later step fails. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const stops: Stop[] = [];
  const stopAll = async () => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
  };
  try {
    return await compose(options, stops, stopAll);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function compose(
  options: LocalCloudOptions,
  stops: Stop[],
  stopAll: () => Promise<void>,
): Promise<LocalCloud> {
  const { dataDir, host = '127.0.0.1', port, report = () => {} } = options;
  if (port !== 0) await checkPort(host, port);
  if (dataDir !== 'memory') stops.push(claimDataFolder(dataDir).release);
  const { model, dynamodb } = await loadAndBoot(options, stops);

  // Services are made before the pool and invoke through it: bound late.
  let invoke: Invoke = async () => {
    throw new Error('a service invoked a function before there was a pool');
  };
  const late: Invoke = (arn, payload) => invoke(arn, payload);
  const services = await startServices(model, { dataDir, dynamodb, host, invoke: late, report });
  stops.push(() => services.stop());

  const { runFunctions = createFunctionPool } = options;
  const pool = runFunctions(model.functions, {
    region: model.region,
    endpointEnv: services.endpointEnv,
    meter: services.meter,
    report,
    ...(dataDir !== 'memory' && { logDir: join(dataDir, 'logs') }),
    ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
  });
  invoke = pool.invoke;
  stops.push(() => pool.close(0));
  const sources = await startSources(model, services, pool.invoke, { dataDir, report });
  const stopSources = once(() => sources.stop());
  stops.push(stopSources);

  const localRoutes = [...services.localRoutes, ...sources.localRoutes];
  const http = await serveHttp(model, { ...services, localRoutes }, pool.invoke, { dataDir, host, port });
  const stopHttp = once(() => http.stop(GRACE_MS));
  stops.push(stopHttp);
  services.begin();

  /** Nothing new from outside, from queues or from timers, while the functions still reach the services. */
  const finish = async () => {
    await Promise.race([
      Promise.all([stopHttp(), stopSources(), services.drain()]),
      new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref()),
    ]);
  };
  return {
    url: http.url,
    model,
    invoke: pool.invoke,
    services,
    renewFunctions: pool.renew,
    stop: once(() => finish().then(stopAll)),
  };
}

/** DynamoDB takes two seconds and the template four: they come up side by side, and the first failure counts. */
async function loadAndBoot(options: LocalCloudOptions, stops: Stop[]) {
  const { dataDir, host = '127.0.0.1', region, dynamodbEndpoint, report = () => {} } = options;
  const took = stopwatch();
  const booting = bootDynamodb({
    dataDir,
    host,
    report,
    onFatal: (message) => options.onFatal?.(message),
    ...(dynamodbEndpoint !== undefined && { endpoint: dynamodbEndpoint }),
  }).then((dynamodb) => {
    report('info', `DynamoDB answers at ${dynamodb.endpoint} (${took()})`);
    return dynamodb;
  });
  stops.push(() =>
    booting.then(
      (dynamodb) => dynamodb.stop(),
      () => {},
    ),
  );
  const loading = Promise.resolve(options.assembly).then((directory) => {
    const model = withWindows(loadModel(directory, region === undefined ? {} : { region }), options);
    report('info', `Template: ${summary(model)} (${took()})`);
    return model;
  });
  const [model, dynamodb] = await Promise.all([loading, booting]);
  return { model, dynamodb };
}

function withWindows(model: CloudModel, { longestWindowSeconds: longest }: LocalCloudOptions): CloudModel {
  if (longest === undefined) return model;
  const mappings = model.mappings.map((each) => ({
    ...each,
    windowSeconds: Math.min(each.windowSeconds, longest),
  }));
  return { ...model, mappings };
}

function summary({ functions, apis, queues, rules, schedules, tables }: CloudModel): string {
  const routes = apis.flatMap((api) => api.routes).length;
  const parts = [
    [functions.length, 'functions'],
    [routes, 'routes'],
    [tables.length, 'tables'],
    [queues.length, 'queues'],
    [rules.length, 'rules'],
    [schedules.length, 'schedules'],
  ];
  return parts.map(([count, what]) => `${count} ${what}`).join(', ');
}

/** What is stopped in order and again on the way out stops once. */
function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}
