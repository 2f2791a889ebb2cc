/**
 * The manifest's vocabulary: what exists, said once, as data. A capability's file lists its functions;
 * the stacks make resources of them. Nothing here imports a handler: a function is named by its path.
 */

/** What a function may do to the table; the names are IAM's, without the `dynamodb:` prefix. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

export type QueueName =
  | 'channel-inbox'
  | 'payment-inbox'
  | 'carrier-inbox'
  | 'fulfilment-requests'
  | 'carrier-requests'
  | 'notifications'
  | 'stock-settlement'
  | 'stock-work'
  | 'channel-stock'
  | 'backorders'
  | 'automation'
  | 'warehouse-work'
  | 'warehouse-requests'
  | 'warehouse-confirmations'
  | 'habits'
  | 'order-index'
  | 'customer-orders'
  | 'customer-work'
  | 'due-work';

export type SecretName = 'webhook-secrets' | 'cursor-key' | 'carrier-accounts';

/** Everything a function is allowed to touch; what is not listed it cannot do. */
export type Access = {
  table?: readonly TableAction[];
  /** May put events on the bus (`EVENT_BUS_NAME`). */
  publishes?: true;
  /** May send to these queues (`<NAME>_QUEUE_URL`, upper case, `-` as `_`). */
  sends?: readonly QueueName[];
  /** May read these secrets (`<NAME>_ID`, upper case, `-` as `_`). */
  secrets?: readonly SecretName[];
  /** May send e-mail from the merchant's address (`MAIL_FROM`). */
  email?: true;
};

export type HttpTrigger = {
  /** `METHOD /path/{parameter}` as API Gateway writes it. */
  route: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
  /** `jwt`: the authorizer asks for a token; `public`: nobody is asked (health, tracking, signed webhooks). */
  auth: 'jwt' | 'public';
  /** Requests a second for this route alone, where the API's default is too generous. */
  throttle?: { rate: number; burst: number };
};

export type QueueTrigger = {
  queue: QueueName;
  batchSize: number;
  windowSeconds?: number;
  maxConcurrency?: number;
};

/** Reads the table's stream. Only records that match the filter wake the function. */
export type StreamTrigger = {
  stream: 'table';
  batchSize: number;
  /** How long records are gathered before the function is woken. */
  windowSeconds?: number;
  filter: Readonly<Record<string, unknown>>;
};

/** Woken by EventBridge Scheduler with `{ "now": "<scheduled time>" }`. */
export type ScheduleTrigger = { schedule: `rate(${string})` | `cron(${string})`; timezone?: string };

/** Called by the user pool before it issues a token (trigger event V2_0: access tokens can be changed). */
export type UserPoolTrigger = { userPool: 'pre-token-generation' };

export type Trigger = HttpTrigger | QueueTrigger | StreamTrigger | ScheduleTrigger | UserPoolTrigger;

export type FunctionDefinition = {
  /** Kebab-case verb-noun; its file is `functions/<capability>/<name>.ts`. */
  name: string;
  /** One sentence for people: what stops working for the merchant when this function does. */
  purpose: string;
  trigger: Trigger;
  access: Access;
  /** Files and folders, by their path from the project's root, that lie beside the function's code under these names. */
  assets?: Readonly<Record<string, string>>;
  /** Modules that the function loads when it needs them: bundled into files of their own beside it. */
  parts?: readonly string[];
  timeoutSeconds?: number;
  memoryMb?: number;
};

/** One capability: a folder under `functions/`, a stack in the cloud. */
export type Capability = { name: string; functions: readonly FunctionDefinition[] };
