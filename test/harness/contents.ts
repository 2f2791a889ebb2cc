import { setTimeout as sleep } from 'node:timers/promises';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { until } from './client.ts';
import type { TestCloud } from './cloud.ts';

/** How many items a table has of each kind: `ORDER/TIMELINE`, `CUSTOMER/PROFILE`, … */
export type Contents = Readonly<Record<string, number>>;

const kindOf = ({ pk = '', sk = '' }: Record<string, string>): string =>
  `${pk.split('#')[0]}/${sk.split('#')[0]}`;

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

const STILL_MS = 400;

/** Waits until the system has nothing left to do: no message waits or is worked on, and the table stays as it is. */
export const settled = async (cloud: TestCloud, limitMs?: number): Promise<Contents> => {
  const isIdle = async () => {
    const { json } = await cloud.local('GET', '/queues');
    return json.items.every(
      (queue: { depth: number; inFlight: number }) => queue.depth + queue.inFlight === 0,
    );
  };
  return until(
    'nothing left to do',
    async () => {
      if (!(await isIdle())) return undefined;
      const before = await contentsOf(cloud);
      await sleep(STILL_MS);
      const after = await contentsOf(cloud);
      return (await isIdle()) && JSON.stringify(before) === JSON.stringify(after) ? after : undefined;
    },
    limitMs,
  );
};

/** Dead letters by queue; `{}` when there are none. */
export const deadLetters = async ({ local }: Pick<TestCloud, 'local'>): Promise<Record<string, number>> => {
  const { json } = await local('GET', '/queues');
  const queues = json.items as { name: string; deadLetters: number }[];
  return Object.fromEntries(
    queues.flatMap(({ name, deadLetters: count }) => (count > 0 ? [[name, count]] : [])),
  );
};
