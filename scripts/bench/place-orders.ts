import { randomUUID } from 'node:crypto';
import { orderOf, type Shop } from '../cost/shop.ts';
import type { FreshCloud } from '../cost/start-cloud.ts';
import { bareTransactions } from './bare-transactions.ts';
import type { Load } from './open-load.ts';
import { type Speed, speedOf } from './percentiles.ts';

/** Placing orders by the API beside the bare transactions of the same items, in turns, in the same minute. */
export type Compared = { lines: number; connections: number; placed: Speed; bare: Speed; failures: string[] };

export type Effort = { lines: number; connections: number; orders: number; deadlineMs: number };

/** Turns: a machine's mood hits both sides alike. */
const ROUNDS = 2;

export async function comparePlacing(
  fresh: FreshCloud,
  shop: Shop,
  load: Load,
  { lines, connections, orders, deadlineMs }: Effort,
): Promise<Compared> {
  const each = Math.ceil(orders / ROUNDS);
  const limits = { connections, deadlineMs: deadlineMs / ROUNDS / 2 };
  const placed: Measured = { latencies: [], seconds: 0 };
  const bare: Measured = { latencies: [], seconds: 0 };
  const failures: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bodies = Array.from({ length: each }, () => JSON.stringify(orderOf(lines)));
    const headers = bodies.map(() => headersOf(shop.token));
    const asked = await load.run({ kind: 'http', url: `${fresh.url}/v1/orders`, bodies, headers, ...limits });
    add(placed, asked);
    const work = await Promise.all(bodies.map(() => bareTransactions(fresh.table, lines)));
    const endpoint = fresh.cloud.services.endpointEnv.AWS_ENDPOINT_URL_DYNAMODB as string;
    const written = await load.run({ kind: 'transactions', endpoint, work, ...limits });
    add(bare, written);
    failures.push(...asked.failures, ...written.failures);
  }
  return {
    lines,
    connections,
    placed: speedOf(placed.latencies, placed.seconds),
    bare: speedOf(bare.latencies, bare.seconds),
    failures: [...new Set(failures)],
  };
}

type Measured = { latencies: number[]; seconds: number };

function add(sum: Measured, { latencies, seconds }: Measured): void {
  sum.latencies.push(...latencies);
  sum.seconds += seconds;
}

const headersOf = (token: string) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'idempotency-key': randomUUID(),
});
