/**
 * What one counter of the meter costs, in US dollars for `per` of it. The figures were written down without access to
 * the pages that `source` names: look them up there before quoting a bill.
 */
export type Price = { counter: string; what: string; usd: number; per: number; source: string };

const LIST: readonly Price[] = [
  {
    counter: 'dynamodb.writeUnits',
    what: 'DynamoDB write request units, on demand',
    usd: 0.7625,
    per: 1_000_000,
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  {
    counter: 'dynamodb.readUnits',
    what: 'DynamoDB read request units, on demand',
    usd: 0.1525,
    per: 1_000_000,
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  {
    counter: 'httpApi.requests',
    what: 'HTTP API requests (of 512 KB)',
    usd: 1.2,
    per: 1_000_000,
    source: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  {
    counter: 'lambda.invocations',
    what: 'Lambda requests',
    usd: 0.2,
    per: 1_000_000,
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  {
    counter: 'lambda.gbSeconds',
    what: 'Lambda GB-seconds, arm64',
    usd: 0.0000133334,
    per: 1,
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  {
    counter: 'sqs.billedRequests',
    what: 'SQS requests (of 64 KB), standard queues',
    usd: 0.4,
    per: 1_000_000,
    source: 'https://aws.amazon.com/sqs/pricing/',
  },
  {
    counter: 'eventbridge.events',
    what: 'EventBridge custom events (of 64 KB)',
    usd: 1,
    per: 1_000_000,
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  {
    counter: 'scheduler.invocations',
    what: 'EventBridge Scheduler invocations',
    usd: 1,
    per: 1_000_000,
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  {
    counter: 'ses.messages',
    what: 'SES e-mails',
    usd: 0.1,
    per: 1_000,
    source: 'https://aws.amazon.com/ses/pricing/',
  },
];

/**
 * List prices without the free tier, taxes or discounts, as written down on the day `asOf`. They change: look at the pages
 * before you quote a bill.
 */
export const PRICES = { region: 'eu-central-1', asOf: '2026-11-21', list: LIST } as const;

/** What the bill leaves out, because it does not depend on a single order or is not metered here. */
export const NOT_PRICED =
  'storage, backups, logs, traffic out, secrets, alarms; the empty polls of idle queues; the sweeps between orders';
