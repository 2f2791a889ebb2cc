import { setTimeout as sleep } from 'node:timers/promises';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderHead, OrderLine } from '../../orders/order.ts';
import { HEAD, linesSk, orderPk } from '../../orders/order-keys.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Table } from '../../runtime/table.ts';
import { TooBusyError, transact } from '../../runtime/transact.ts';
import { pairChanges } from '../bought-together.ts';
import { addsTheSame, type Bought, boughtBy, NO_STANDING, type Standing, withBought } from '../standing.ts';
import { countPairs } from './partner-store.ts';
import { boughtWrite, latestBut, readBought, type StoredStanding, standingWrite } from './standing-store.ts';

/** Tries while other orders of the same customer, or of the same goods, are noted; the message comes again after that. */
const ATTEMPTS = 12;
const LONGEST_DELAY_MS = 200;

/**
 * Brings what is known of a customer in line with an order as it stands now, whatever the event said: what it adds is
 * kept beside the customer, and only the difference is added to their standing, in one transaction, and then to what is
 * bought together. So events may come twice, late and in any order. After a write the order is looked at once more: of two
 * who work at once, the one who writes last has seen the last. `type` is the event's: some never change what is added;
 * `version` the order's after it: a copy of the table that knows it will do for the first look, at half the price.
 */
export const followOrder = async (
  deps: Deps,
  orderId: string,
  { type, version }: { type?: string | undefined; version?: number | undefined } = {},
): Promise<OrderHead | undefined> => {
  const { table, random } = deps;
  let written: number | undefined;
  let freshness: 'committed' | 'lately' = 'lately';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const order = await readOrderSince(table, orderId, freshness === 'lately' ? version : undefined);
    if (!order) return undefined;
    if (order.head.version === written || addsNothing(type, order.head)) return order.head;
    const { customerId } = order.head;
    const after = boughtBy(order.head, order.lines);
    const { bought, standing } = await readBought(table, customerId, orderId, freshness);
    const known = addsTheSame(bought, after) || (bought && bought.version >= after.version);
    // What is written is held by versions; that nothing is to be written, only what was committed can say.
    if (known && freshness === 'committed') return order.head;
    freshness = 'committed';
    if (known) continue;
    const next = await nextStanding(deps, customerId, { before: bought, after, standing });
    const outcome = await transact(
      table,
      [boughtWrite(customerId, bought, after), standingWrite(customerId, standing, next)],
      random,
    );
    if (outcome.committed) {
      written = after.version;
      await countPairs(deps, pairChanges(bought?.skus ?? [], after.skus));
    } else await sleep(random() * Math.min(LONGEST_DELAY_MS, 20 * 2 ** attempt));
  }
  throw new TooBusyError(`Too much happens to the customer of ${orderId} at once.`);
};

/** An end changes neither value nor debt; money that comes in changes the debt of those alone who pay later. */
const addsNothing = (type: string | undefined, { paymentTerms }: OrderHead): boolean =>
  type === 'completed' || (type === 'payment_received' && paymentTerms !== 'credit');

type OrderNow = { head: OrderHead; lines: readonly OrderLine[] };

const readOrderSince = async (
  table: Table,
  orderId: string,
  version: number | undefined,
): Promise<OrderNow | undefined> => {
  const lately = version === undefined ? undefined : await readOrder(table, orderId, false);
  return lately && lately.head.version >= (version ?? 0) ? lately : readOrder(table, orderId, true);
};

/** The order's head and the first page of its lines, which stand side by side. */
const readOrder = async (
  table: Table,
  orderId: string,
  ConsistentRead: boolean,
): Promise<OrderNow | undefined> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :head AND :lines',
      ExpressionAttributeValues: { ':pk': orderPk(orderId), ':head': HEAD, ':lines': linesSk(1) },
      ConsistentRead,
    }),
  );
  const head = Items.find(({ sk }) => sk === HEAD) as OrderHead | undefined;
  const page = Items.find(({ sk }) => sk !== HEAD) as { lines: OrderLine[] } | undefined;
  return head && { head, lines: page?.lines ?? [] };
};

type Known = { before: Bought | undefined; after: Bought; standing: StoredStanding | undefined };

const nextStanding = async (
  { table, now }: Deps,
  customerId: string,
  { before, after, standing }: Known,
): Promise<Standing & { lookAt: string }> => {
  const { lastOrderAt, ...next } = withBought(standing ?? NO_STANDING, before, after);
  const gone = before?.counts === true && !after.counts && before.placedAt === lastOrderAt;
  const others = gone ? await latestBut(table, customerId, after.orderId) : lastOrderAt;
  const latest = after.counts && after.placedAt > (others ?? '') ? after.placedAt : others;
  const at = now().toISOString();
  return {
    ...next,
    ...(latest === undefined ? {} : { lastOrderAt: latest }),
    // Who is waiting to be looked at keeps their place: it would cost a write in the index to move them.
    lookAt: standing?.lookAt !== undefined && standing.lookAt <= at ? standing.lookAt : at,
  };
};
