/**
 * The local cloud's picture of the synthesised template: plain data, resolved, knowing nothing of orders.
 * `template/` makes it, everything else reads it.
 */

export type LocalFunction = {
  logicalId: string;
  /** The function's name; also the last part of its ARN. */
  name: string;
  arn: string;
  /** `file.export`, as in the template's Handler property. */
  handler: string;
  /** The unpacked asset folder. */
  codeDir: string;
  timeoutMs: number;
  memoryMb: number;
  /** Exactly the template's environment, resolved; the runtime adds what Lambda adds. */
  environment: Readonly<Record<string, string>>;
  reservedConcurrency?: number;
};

export type LocalTable = {
  logicalId: string;
  name: string;
  arn: string;
  streamArn?: string;
  /** The CreateTable input's relevant parts, as in the template. */
  keySchema: readonly unknown[];
  attributeDefinitions: readonly unknown[];
  globalSecondaryIndexes: readonly unknown[];
  streamViewType?: string;
  ttlAttribute?: string;
};

export type LocalQueue = {
  logicalId: string;
  name: string;
  arn: string;
  url: string;
  /** SQS attributes as CreateQueue takes them, all strings. */
  attributes: Readonly<Record<string, string>>;
};

export type LocalEventBus = { logicalId: string; name: string; arn: string };

export type EventTarget = {
  id: string;
  arn: string;
  inputPath?: string;
  deadLetterArn?: string;
  retryAttempts?: number;
};

export type LocalRule = {
  logicalId: string;
  name: string;
  busName: string;
  pattern: Readonly<Record<string, unknown>>;
  enabled: boolean;
  targets: readonly EventTarget[];
};

export type LocalSchedule = {
  logicalId: string;
  name: string;
  expression: string;
  timezone: string;
  enabled: boolean;
  targetArn: string;
  /** The target's Input, with `<aws.scheduler.scheduled-time>` still in it. */
  input?: string;
  deadLetterArn?: string;
  retry: { maximumAttempts: number; maximumEventAgeSeconds: number };
};

export type EventSourceMapping = {
  logicalId: string;
  functionName: string;
  sourceArn: string;
  batchSize: number;
  windowSeconds: number;
  reportBatchItemFailures: boolean;
  filters: readonly Readonly<Record<string, unknown>>[];
  maxConcurrency?: number;
  /** Streams only. */
  startingPosition?: 'TRIM_HORIZON' | 'LATEST';
  maximumRetryAttempts?: number;
  maximumRecordAgeSeconds?: number;
  bisectOnError?: boolean;
  parallelization?: number;
  onFailureArn?: string;
};

export type LocalSecret = {
  logicalId: string;
  name: string;
  arn: string;
  /** The template's own value, where it has one. */
  value?: string;
  generate?: Readonly<Record<string, unknown>>;
};

export type LocalRoute = {
  logicalId: string;
  /** `METHOD /path/{parameter}` or `$default`. */
  routeKey: string;
  functionArn: string;
  /** How long the API waits for the function; AWS allows 30 s at most. */
  timeoutMs: number;
  authorizer?: LocalAuthorizer;
  /** The token must have one of these; empty: any token will do. */
  scopes: readonly string[];
  /** Instead of the API's own throttle. */
  throttle?: Throttle;
};
export type LocalAuthorizer = { issuer: string; audience: readonly string[] };
/** Requests a second, and how many at once. */
export type Throttle = { rate: number; burst: number };
export type LocalHttpApi = {
  logicalId: string;
  id: string;
  name: string;
  stage: string;
  routes: readonly LocalRoute[];
  throttle?: Throttle;
  cors?: Readonly<Record<string, unknown>>;
};

export type CloudModel = {
  region: string;
  account: string;
  functions: readonly LocalFunction[];
  tables: readonly LocalTable[];
  queues: readonly LocalQueue[];
  buses: readonly LocalEventBus[];
  rules: readonly LocalRule[];
  schedules: readonly LocalSchedule[];
  mappings: readonly EventSourceMapping[];
  secrets: readonly LocalSecret[];
  apis: readonly LocalHttpApi[];
};

export type InvokeResult =
  | { ok: true; payload: unknown; durationMs: number; requestId: string }
  | {
      ok: false;
      /** `throttled`: never started; `crash` and `timeout`: the worker is gone; `error`: the handler threw. */
      kind: 'error' | 'crash' | 'timeout' | 'throttled';
      message: string;
      /** The error's class as Lambda reports it (`TypeError`, `Sandbox.Timedout`). */
      errorType?: string;
      stack?: readonly string[];
      durationMs: number;
      requestId: string;
    };

/** Runs one invocation of a function in a worker of its own; never rejects. */
export type Invoke = (functionArn: string, payload: unknown) => Promise<InvokeResult>;

/** The counters behind `GET /local/metering`. */
export type Meter = {
  /** Adds to a counter; the name is dotted: `dynamodb.writeUnits`, `lambda.milliseconds`, with an optional key per operation. */
  add(counter: string, amount: number, key?: string): void;
  snapshot(): Readonly<Record<string, unknown>>;
  reset(): void;
};

/** Faults on demand: asked before each call of a service, answers what should go wrong with this one, if anything. */
export type Fault = {
  kind:
    | 'throttle'
    | 'transactionConflict'
    | 'slow'
    | 'fail'
    /** The connection closes without an answer. */
    | 'drop'
    /** A batch call answers 200 with its first entry failed. */
    | 'partialFailure'
    | 'duplicate'
    | 'reorder';
  delayMs?: number;
};
export type FaultPlan = { next(service: string, operation: string): Fault | undefined };
