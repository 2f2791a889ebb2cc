import type { CloudModel, EventSourceMapping, Invoke, LocalQueue } from '../../../infra/local/model.ts';
import type { DynamodbBoot, Report, Services } from '../../../infra/local/parts.ts';
import { bootDynamodb } from '../../../infra/local/services/boot-dynamodb.ts';
import { startServices } from '../../../infra/local/services/start-services.ts';

const region = 'eu-central-1';
const account = '111122223333';

export function aQueue(name: string, attributes: Record<string, string> = {}): LocalQueue {
  return {
    logicalId: name,
    name,
    arn: `arn:aws:sqs:${region}:${account}:${name}`,
    url: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
    attributes,
  };
}

export const functionArn = `arn:aws:lambda:${region}:${account}:function:t-worker`;
export const streamArn = `arn:aws:dynamodb:${region}:${account}:table/t-orders/stream/2000-01-01T00:00:00.000`;

/** A hand-made cloud: one table with a stream, queues with dead letters, a bus with rules, a schedule, two secrets. */
export function aModel(changes: Partial<CloudModel> = {}): CloudModel {
  const dead = aQueue('t-work-dead');
  return {
    region,
    account,
    functions: [
      {
        logicalId: 'Worker',
        name: 't-worker',
        arn: functionArn,
        handler: 'index.handler',
        codeDir: '.',
        timeoutMs: 1000,
        memoryMb: 128,
        environment: {},
      },
    ],
    tables: [
      {
        logicalId: 'Orders',
        name: 't-orders',
        arn: `arn:aws:dynamodb:${region}:${account}:table/t-orders`,
        streamArn,
        streamViewType: 'NEW_AND_OLD_IMAGES',
        keySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        attributeDefinitions: ['pk', 'sk', 'stage'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        globalSecondaryIndexes: [
          {
            IndexName: 'by-stage',
            KeySchema: [{ AttributeName: 'stage', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        ttlAttribute: 'expiresAt',
      },
    ],
    queues: [
      aQueue('t-work', {
        VisibilityTimeout: '2',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 }),
      }),
      dead,
      aQueue('t-events'),
    ],
    buses: [{ logicalId: 'Bus', name: 't-bus', arn: `arn:aws:events:${region}:${account}:event-bus/t-bus` }],
    rules: [
      {
        logicalId: 'Placed',
        name: 't-placed',
        busName: 't-bus',
        pattern: { 'detail-type': ['order.placed'] },
        enabled: true,
        targets: [
          { id: 'queue', arn: aQueue('t-events').arn },
          { id: 'function', arn: functionArn },
        ],
      },
    ],
    schedules: [
      {
        logicalId: 'Sweep',
        name: 't-sweep-unpaid',
        expression: 'rate(5 minutes)',
        timezone: 'UTC',
        enabled: true,
        targetArn: functionArn,
        input: '{"now":"<aws.scheduler.scheduled-time>","attempt":"<aws.scheduler.attempt-number>"}',
        retry: { maximumAttempts: 0, maximumEventAgeSeconds: 60 },
      },
    ],
    mappings: [],
    secrets: [
      secret('t-webhook-secrets'),
      { ...secret('t-cursor-key'), generate: { PasswordLength: 40, ExcludePunctuation: true } },
    ],
    apis: [],
    ...changes,
  };
}

const secret = (name: string) => ({
  logicalId: name,
  name,
  arn: `arn:aws:secretsmanager:${region}:${account}:secret:${name}-abcdef`,
});

export function aMapping(changes: Partial<EventSourceMapping> & { sourceArn: string }): EventSourceMapping {
  return {
    logicalId: 'Mapping',
    functionName: 't-worker',
    batchSize: 10,
    windowSeconds: 0,
    reportBatchItemFailures: true,
    filters: [],
    ...changes,
  };
}

/** An `Invoke` whose answer a test decides; all calls are kept. */
export function aFunction(answer: (payload: unknown, call: number) => unknown = () => null) {
  const calls: { arn: string; payload: unknown }[] = [];
  const invoke: Invoke = async (arn, payload) => {
    calls.push({ arn, payload });
    try {
      const result = await answer(payload, calls.length);
      return { ok: true, payload: result ?? null, durationMs: 1, requestId: `r${calls.length}` };
    } catch (error) {
      const message = (error as Error).message;
      return { ok: false, kind: 'error', message, durationMs: 1, requestId: `r${calls.length}` };
    }
  };
  return { calls, invoke };
}

export const quiet: Report = () => undefined;

/** Starts DynamoDB Local and the services of a model; `stop` ends both. */
export async function startSmallCloud(
  model: CloudModel,
  invoke: Invoke,
  dataDir: string | 'memory' = 'memory',
): Promise<{ services: Services; dynamodb: DynamodbBoot; stop(): Promise<void> }> {
  const dynamodb = await bootDynamodb({
    dataDir,
    host: '127.0.0.1',
    onFatal: () => undefined,
    report: quiet,
  });
  try {
    const services = await startServices(model, {
      dataDir,
      dynamodb,
      host: '127.0.0.1',
      invoke,
      report: quiet,
    });
    return {
      services,
      dynamodb,
      stop: async () => {
        await services.stop();
        await dynamodb.stop();
      },
    };
  } catch (error) {
    await dynamodb.stop();
    throw error;
  }
}

/** Client settings as a function's environment would give them. */
export function client(services: Services, name: string) {
  return {
    region,
    endpoint: services.endpointEnv[`AWS_ENDPOINT_URL_${name}`] as string,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
}

/** Calls a `/local/…` operation as the HTTP server would. */
export async function local(
  services: Services,
  route: string,
  request: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown } = {},
) {
  const [method, path] = route.split(' ');
  const operation = services.localRoutes.find((item) => item.method === method && item.path === path);
  if (!operation) throw new Error(`There is no ${route}`);
  const answer = await operation.handle({
    params: request.params ?? {},
    query: request.query ?? {},
    body: request.body,
  });
  return answer as { status: number; body: Record<string, never> };
}

/** Waits until the condition holds, at most so long. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  milliseconds = 10_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
