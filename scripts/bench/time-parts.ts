import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { totalOf, usageOf, usedBetween } from '../cost/metering.ts';
import type { Shop } from '../cost/shop.ts';
import type { FreshCloud } from '../cost/start-cloud.ts';
import { bareTransactions } from './bare-transactions.ts';
import type { Load } from './open-load.ts';
import { speedOf } from './percentiles.ts';
import { comparePlacing } from './place-orders.ts';

/** Where the time of one placed order goes, in milliseconds, one order after the other. */
export type Parts = {
  whole: number;
  inFunction: number;
  readAndDecide: number;
  write: number;
  writeUnproxied: number;
};

/** Measures the parts one by one; they do not add up exactly, for each is measured by itself. */
export async function measureParts(
  fresh: FreshCloud,
  shop: Shop,
  load: Load,
  orders: number,
): Promise<Parts> {
  const meter = fresh.cloud.services.meter;
  const before = usageOf(meter.snapshot());
  const limits = { connections: 1, deadlineMs: 20_000 };
  const { placed, bare } = await comparePlacing(fresh, shop, load, { lines: 3, orders, ...limits });
  const used = usedBetween(before, usageOf(meter.snapshot()));
  const started = performance.now();
  const work: TransactWriteCommandInput[][] = [];
  for (let at = 0; at < orders; at++) work.push(await bareTransactions(fresh.meteredTable, 3));
  const readAndDecide = (performance.now() - started) / orders;
  const endpoint = await fresh.table.client.config.endpoint?.();
  const direct = await load.run({
    kind: 'transactions',
    endpoint: `http://${endpoint?.hostname}:${endpoint?.port}`,
    work,
    ...limits,
  });
  return {
    whole: placed.mean,
    inFunction: millisecondsOf(used),
    readAndDecide,
    write: bare.mean,
    writeUnproxied: speedOf(direct.latencies, direct.seconds).mean,
  };
}

/** Of the function that places orders; billed milliseconds are rounded up, half of one on average. */
function millisecondsOf(used: ReturnType<typeof usageOf>): number {
  const of = (counter: string) => {
    const entries = Object.entries(used[counter]?.byKey ?? {}).filter(([name]) =>
      name.includes('place-order'),
    );
    return entries.reduce((sum, [, amount]) => sum + amount, 0) || totalOf({}, counter);
  };
  return of('lambda.milliseconds') / Math.max(1, of('lambda.invocations')) - 0.5;
}
