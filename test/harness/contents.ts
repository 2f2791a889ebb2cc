import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { until } from './client.ts';
import type { TestCloud } from './cloud.ts';

/** How many items a table has of each kind: `ORDER/TIMELINE`, `CUSTOMER/PROFILE`, … */
export type Contents = Readonly<Record<string, number>>;

const kindOf = ({ pk = '', sk = '' }: Record<string, string>): string =>
  `${pk.split('#')[0]}/${sk
    .split('#')[0]
    ?.replace(/^\d.*/, 'TIME')
    .replace(/^([a-z]+)_.*/, '$1')}`;

/** Counts what is in the table, by kind of item. */
export const contentsOf = async ({ table }: Pick<TestCloud, 'table'>): Promise<Contents> => {
  const counts: Record<string, number> = {};
  const pages = paginateScan(
    { client: table.client },
    { TableName: table.name, ProjectionExpression: 'pk, sk', ConsistentRead: true },
  );
  for await (const { Items = [] } of pages)
    for (const item of Items) {
      const kind = kindOf(item);
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
  return counts;
};

/** How long to wait, and for which queue not: `notifications` for a mail whose sender was killed, which rests for minutes. */
export type Patience = { limitMs?: number; notFor?: string };

type Work = { waiting: string; invocations: number };

const workOf = async ({ local }: Pick<TestCloud, 'local'>, notFor: string): Promise<Work> => {
  const [queues, metering] = await Promise.all([local('GET', '/queues'), local('GET', '/metering')]);
  const items = queues.json.items as { name: string; depth: number; inFlight: number }[];
  return {
    waiting: items
      .flatMap(({ name, depth, inFlight }) =>
        depth + inFlight && !name.endsWith(notFor) ? [`${name} ${depth}+${inFlight}`] : [],
      )
      .join(', '),
    invocations: metering.json.lambda?.invocations?.total ?? 0,
  };
};

/** Whether all that was written before a moment has come through the streams to the queues. */
const handedOn = async ({ local }: Pick<TestCloud, 'local'>, before: number): Promise<boolean> => {
  const { json } = await local('GET', '/streams');
  const streams = json.items as { caughtUpAt?: string }[];
  return streams.every(({ caughtUpAt }) => caughtUpAt !== undefined && Date.parse(caughtUpAt) > before);
};

/**
 * Waits until the system has nothing left to do: no message waits or is worked on, the streams have handed on whatever
 * was written until then, and nothing ran meanwhile that could have written more.
 */
export const settled = async (
  cloud: TestCloud,
  { limitMs, notFor = 'none' }: Patience = {},
): Promise<Contents> => {
  let left = '';
  const look = async (): Promise<true | undefined> => {
    const before = await workOf(cloud, notFor);
    left = before.waiting;
    if (left) return undefined;
    const since = Date.now();
    await until('the streams are read', () => handedOn(cloud, since), limitMs);
    const after = await workOf(cloud, notFor);
    left = after.waiting || (after.invocations > before.invocations ? 'functions that ran just now' : '');
    return left ? undefined : true;
  };
  await until('nothing left to do', look, limitMs).catch((cause) => {
    throw new Error(`Still at work: ${left || 'the streams'}.`, { cause });
  });
  return contentsOf(cloud);
};

/** Dead letters by queue; `{}` when there are none. */
export const deadLetters = async ({ local }: Pick<TestCloud, 'local'>): Promise<Record<string, number>> => {
  const { json } = await local('GET', '/queues');
  const queues = json.items as { name: string; deadLetters: number }[];
  return Object.fromEntries(
    queues.flatMap(({ name, deadLetters: count }) => (count > 0 ? [[name, count]] : [])),
  );
};
