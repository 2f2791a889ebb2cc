import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Random } from '../kernel/ids.ts';
import type { Table } from './table.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** One write of a transaction, without its table; `label` says in a failure which one it was. */
export type Write = {
  label: string;
  put?: Omit<NonNullable<TransactItem['Put']>, 'TableName'>;
  update?: Omit<NonNullable<TransactItem['Update']>, 'TableName'>;
  remove?: Omit<NonNullable<TransactItem['Delete']>, 'TableName'>;
  check?: Omit<NonNullable<TransactItem['ConditionCheck']>, 'TableName'>;
};

/** A condition that did not hold, with the item that stood in its way. */
export type FailedCondition = { label: string; item?: Record<string, unknown> };

export type Outcome = { committed: true } | { committed: false; failed: readonly FailedCondition[] };

/** The table was too busy, again and again; nothing was written. The caller answers 503. */
export class TooBusyError extends Error {
  override name = 'TooBusyError';
}

/** DynamoDB's limit for one transaction. */
export const MAX_WRITES = 100;

const ATTEMPTS = 8;
const FIRST_DELAY_MS = 20;
const LONGEST_DELAY_MS = 500;

/** Reasons that pass by themselves; the SDK retries none of them inside a cancelled transaction. */
const PASSING = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'TransactionInProgress',
]);

const asItem = (table: Table, write: Write): TransactItem => {
  const common = { TableName: table.name, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  if (write.put) return { Put: { ...write.put, ...common } };
  if (write.update) return { Update: { ...write.update, ...common } };
  if (write.remove) return { Delete: { ...write.remove, ...common } };
  if (write.check) return { ConditionCheck: { ...write.check, ...common } };
  throw new Error(`The write "${write.label}" says nothing to do.`);
};

const failedConditions = (writes: readonly Write[], reasons: readonly CancellationReason[]) =>
  reasons.flatMap((reason, at): FailedCondition[] => {
    if (reason.Code !== 'ConditionalCheckFailed') return [];
    const label = writes[at]?.label ?? 'unknown';
    return [reason.Item ? { label, item: unmarshall(reason.Item) } : { label }];
  });

/**
 * Commits all writes or none. A condition that fails is an outcome, not an error. Conflicts with other transactions
 * and throttling are retried with full jitter, then thrown as {@link TooBusyError}. Writing the same item twice, or
 * more than {@link MAX_WRITES}, is a defect of the caller and DynamoDB refuses it.
 */
export const transact = async (table: Table, writes: readonly Write[], random: Random): Promise<Outcome> => {
  const [only] = writes;
  if (only && writes.length === 1 && !only.check) return writeAlone(table, only, random);
  const TransactItems = writes.map((write) => asItem(table, write));
  for (let attempt = 0; ; attempt++) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems }));
      return { committed: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const failed = failedConditions(writes, reasons);
      if (failed.length > 0) return { committed: false, failed };
      if (!reasons.some((reason) => PASSING.has(reason.Code ?? ''))) throw error;
      await retryLater(table, attempt, error, random);
    }
  }
};

/**
 * One write needs no transaction to be whole, and costs half without one. The SDK retries throttling, but not a conflict
 * with somebody's transaction.
 */
const writeAlone = async (table: Table, write: Write, random: Random): Promise<Outcome> => {
  const { Put, Update, Delete } = asItem(table, write);
  for (let attempt = 0; ; attempt++) {
    try {
      if (Put) await table.client.send(new PutCommand(Put));
      else if (Update) await table.client.send(new UpdateCommand(Update));
      else if (Delete) await table.client.send(new DeleteCommand(Delete));
      return { committed: true };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        const { label } = write;
        return {
          committed: false,
          failed: [error.Item ? { label, item: unmarshall(error.Item) } : { label }],
        };
      }
      if (!(error instanceof TransactionConflictException)) throw error;
      await retryLater(table, attempt, error, random);
    }
  }
};

/** Waits with full jitter; throws {@link TooBusyError} when it was tried often enough. */
const retryLater = async (
  { wait = sleep }: Table,
  attempt: number,
  cause: unknown,
  random: Random,
): Promise<void> => {
  if (attempt + 1 >= ATTEMPTS) throw new TooBusyError('The table is too busy.', { cause });
  await wait(random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt));
};
