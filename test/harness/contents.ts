import { setTimeout as sleep } from 'node:timers/promises';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { until } from './client.ts';
import type { TestCloud } from './cloud.ts';

/** How many items a table has of each kind: `ORDER/TIMELINE`, `CUSTOMER/PROFILE`, … */
export type Contents = Readonly<Record<string, number>>;

const kindOf = ({ pk = '', sk = '' }: Record<string, string>): string =>
  `${pk.split('#')[0]}/${sk.split('#')[0]?.replace(/^\d.*/, 'TIME')}`;

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

const STILL_MS = 300;

/** How long to wait, and for which queue not: `notifications` for a mail whose sender was killed, which rests for minutes. */
export type Patience = { limitMs?: number; notFor?: string };

/** Waits until the system has nothing left to do: no message waits or is worked on, and the table stays as it is. */
export const settled = async (
  cloud: TestCloud,
  { limitMs, notFor = 'none' }: Patience = {},
): Promise<Contents> => {
  const working = async (): Promise<string> => {
    const { json } = await cloud.local('GET', '/queues');
    const queues = json.items as { name: string; depth: number; inFlight: number }[];
    return queues
      .flatMap(({ name, depth, inFlight }) =>
        depth + inFlight && !name.endsWith(notFor) ? [`${name} ${depth}+${inFlight}`] : [],
      )
      .join(', ');
  };
  let busy = '';
  const look = async (): Promise<Contents | undefined> => {
    busy = await working();
    if (busy) return undefined;
    const before = await contentsOf(cloud);
    await sleep(STILL_MS);
    const after = await contentsOf(cloud);
    busy = await working();
    return !busy && JSON.stringify(before) === JSON.stringify(after) ? after : undefined;
  };
  return until('nothing left to do', look, limitMs).catch((cause) => {
    throw new Error(`Still at work: ${busy || 'the table is changing'}.`, { cause });
  });
};

/** Dead letters by queue; `{}` when there are none. */
export const deadLetters = async ({ local }: Pick<TestCloud, 'local'>): Promise<Record<string, number>> => {
  const { json } = await local('GET', '/queues');
  const queues = json.items as { name: string; deadLetters: number }[];
  return Object.fromEntries(
    queues.flatMap(({ name, deadLetters: count }) => (count > 0 ? [[name, count]] : [])),
  );
};
