import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { epochSeconds, secondsAfter } from '../../kernel/clock.ts';
import type { IdempotencyKey } from '../../runtime/idempotency.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Receipt } from '../receipt.ts';
import type { Arrival } from '../spread-over-shards.ts';
import { WORK_SECONDS } from '../stock-document.ts';
import { workIndexKeys } from '../stock-keys.ts';

const RECEIPT = 'RECEIPT';
const SPREAD = 'SPREAD';
const PAGE = 'PAGE#';
const KEY_KEPT_SECONDS = 48 * 3600;

/** The label of a page's mark; a failure of it means: this page was counted before. */
export const PAGE_LABEL = 'receipt page';

/** A receipt in the table: what came, how it is spread, which pages of that are counted. */
export type StoredReceipt = {
  receipt: Receipt;
  arrivals: readonly Arrival[];
  counted: ReadonlySet<number>;
  isComplete: boolean;
  actor: string;
  /** The key of the request whose answer is still owed. */
  claim?: IdempotencyKey;
};

const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };
const receiptPk = (id: string): string => `RECEIPT#${id}`;
const keyItem = ({ scope, key }: IdempotencyKey) => ({ pk: `RECEIPT-KEY#${scope}#${key}`, sk: RECEIPT });

/** The document of a receipt that is counted whole, in the same transaction. */
export const receiptWrite = (receipt: Receipt, actor: string): Write => ({
  label: 'receipt',
  put: {
    Item: { pk: receiptPk(receipt.id), sk: RECEIPT, ...receipt, actor, completedAt: receipt.receivedAt },
    ...ABSENT,
  },
});

/** The document of a receipt whose pages are still to be counted; the sweep finds it there until they are. */
export const begunReceiptWrite = (
  receipt: Receipt,
  actor: string,
  now: Date,
  claim?: IdempotencyKey,
): Write => ({
  label: 'receipt',
  put: {
    Item: {
      pk: receiptPk(receipt.id),
      sk: RECEIPT,
      ...receipt,
      actor,
      claim,
      ...workIndexKeys({ kind: 'receipt', id: receipt.id }, secondsAfter(now, WORK_SECONDS)),
    },
    ...ABSENT,
  },
});

/** How a large receipt is spread over stock rows, compact: decided once, so that a repeat counts the same. */
export const spreadWrite = (id: string, arrivals: readonly Arrival[]): Write => ({
  label: 'receipt spread',
  put: {
    Item: {
      pk: receiptPk(id),
      sk: SPREAD,
      skus: [...Map.groupBy(arrivals, ({ sku }) => sku)].map(([sku, of]) => [
        sku,
        ...of.flatMap(({ shard, quantity }) => [shard, quantity]),
      ]),
    },
    ...ABSENT,
  },
});

/** Leads a repeat of the key to the receipt that it began. */
export const receiptKeyWrite = (claim: IdempotencyKey, id: string, now: Date): Write => ({
  label: 'receipt key',
  put: {
    Item: {
      ...keyItem(claim),
      receiptId: id,
      requestHash: claim.requestHash,
      expiresAt: epochSeconds(now) + KEY_KEPT_SECONDS,
    },
    ...ABSENT,
  },
});

/** Marks a page as counted; goes with the stock writes of its arrivals. */
export const pageWrite = (id: string, page: number): Write => ({
  label: PAGE_LABEL,
  put: { Item: { pk: receiptPk(id), sk: `${PAGE}${String(page).padStart(6, '0')}`, page }, ...ABSENT },
});

/** Says that all of a large receipt is counted. */
export const completionWrite = (id: string, at: string): Write => ({
  label: 'receipt',
  update: {
    Key: { pk: receiptPk(id), sk: RECEIPT },
    UpdateExpression: 'SET completedAt = :at REMOVE duePk, dueSk, claim',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(completedAt)',
    ExpressionAttributeValues: { ':at': at },
  },
});

/** The large receipt that a key began, if it began one. */
export const findBegunReceipt = async (
  table: Table,
  claim: IdempotencyKey,
): Promise<{ receiptId: string; requestHash: string } | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyItem(claim), ConsistentRead: true }),
  );
  return Item as { receiptId: string; requestHash: string } | undefined;
};

/** A receipt with its spread and marks. */
export const loadReceipt = async (table: Table, id: string): Promise<StoredReceipt | undefined> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': receiptPk(id) },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  const head = items.find(({ sk }) => sk === RECEIPT);
  if (!head) return undefined;
  const { pk: _, sk: __, duePk: ___, dueSk: ____, actor, claim, completedAt, ...receipt } = head;
  const spread = (items.find(({ sk }) => sk === SPREAD)?.skus ?? []) as [string, ...number[]][];
  return {
    receipt: receipt as Receipt,
    arrivals: spread.flatMap(([sku, ...pairs]) => asArrivals(sku, pairs)),
    counted: new Set(items.flatMap(({ page }) => (typeof page === 'number' ? [page] : []))),
    isComplete: completedAt !== undefined,
    actor: actor as string,
    ...(claim ? { claim: claim as IdempotencyKey } : {}),
  };
};

const asArrivals = (sku: string, pairs: readonly number[]): Arrival[] =>
  pairs.flatMap((shard, at) => (at % 2 === 0 ? [{ sku, shard, quantity: pairs[at + 1] ?? 0 }] : []));
