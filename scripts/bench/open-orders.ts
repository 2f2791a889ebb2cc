import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { hoursAfter } from '../../shared/kernel/clock.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { headWrite } from '../../shared/orders/effects/order-writes.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { inParallel } from '../demo/in-parallel.ts';

/** BatchWriteItem takes 25 items. */
const PER_CALL = 25;
const ATTEMPTS = 10;
const FAR_HOURS = 30 * 24;

/**
 * Writes heads of open orders like this one, past the metering, with the store's own keys: they stand where a sweep looks,
 * and nothing is due of them for a month.
 */
export async function writeOpenOrders(table: Table, like: Order, count: number): Promise<void> {
  const now = new Date();
  const calls = Array.from({ length: Math.ceil(count / PER_CALL) }, (_, at) => at * PER_CALL);
  await inParallel(calls, 4, async (from) => {
    const heads = Array.from({ length: Math.min(PER_CALL, count - from) }, () => {
      const id = newId('ord', now, Math.random);
      const head = { ...like.head, id, dueAt: hoursAfter(now.toISOString(), FAR_HOURS) };
      return headWrite(undefined, { ...like, head }).put?.Item as Record<string, unknown>;
    });
    await writeAll(table, heads);
  });
}

async function writeAll(table: Table, items: readonly Record<string, unknown>[]): Promise<void> {
  let left = items.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`${left.length} heads could not be written.`);
    const { UnprocessedItems } = await table.client.send(
      new BatchWriteCommand({ RequestItems: { [table.name]: left } }),
    );
    left = (UnprocessedItems?.[table.name] ?? []) as typeof left;
  }
}
