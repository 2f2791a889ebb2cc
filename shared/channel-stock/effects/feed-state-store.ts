import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Shop } from '../../channels/to-command.ts';
import { secondsAfter } from '../../kernel/clock.ts';
import type { Table } from '../../runtime/table.ts';
import { backoffSeconds } from '../backoff.ts';
import type { FeedState } from '../feed.ts';
import { stateKey } from './feed-store.ts';

type Change = {
  update: string;
  condition?: string;
  values: Readonly<Record<string, unknown>>;
};

/** Changes how a feed goes; undefined when it goes otherwise than the condition says. */
const change = async (
  table: Table,
  shop: Shop,
  { update, condition, values }: Change,
): Promise<FeedState | undefined> => {
  const names = [...new Set(`${update} ${condition ?? ''}`.match(/#[a-z]+/gi))];
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: stateKey(shop),
        UpdateExpression: update,
        ExpressionAttributeValues: values,
        ...(names.length > 0
          ? { ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])) }
          : {}),
        ...(condition ? { ConditionExpression: condition } : {}),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes as FeedState;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/**
 * A push failed: nobody else pushes until a round through all products begins. Answers the state to whoever saw the
 * failure first, who has to see to the next attempt; undefined to the others. A round under way is over.
 */
export const feedFailed = async (
  table: Table,
  shop: Shop,
  { failures, error, now }: { failures: number; error: string; now: Date },
): Promise<FeedState | undefined> =>
  change(table, shop, {
    update:
      'SET #status = :failing, failures = :failures, lastError = :error, retryAt = :retry, failingSince = if_not_exists(failingSince, :now) REMOVE #run, #part',
    condition: 'attribute_not_exists(#status) OR #status <> :failing',
    values: {
      ':failing': 'failing',
      ':failures': failures + 1,
      ':error': error.slice(0, 300),
      ':now': now.toISOString(),
      ':retry': secondsAfter(now, backoffSeconds(failures + 1)),
    },
  });

/** A round through all products begins; one before it ends. From here on, changes are pushed as they come. */
export const roundBegins = async (table: Table, shop: Shop, run: string, all: boolean): Promise<void> => {
  await change(table, shop, {
    update: `SET #status = :catching, #run = :run, #part = :first, failures = if_not_exists(failures, :first)${all ? ', #all = :all' : ''} REMOVE retryAt`,
    values: {
      ':catching': 'catching_up',
      ':run': run,
      ':first': 0,
      ...(all ? { ':all': true } : {}),
    },
  });
};

/** Takes over the attempt that is due at a failing shop; false when somebody else has. */
export const attemptBegins = async (table: Table, shop: Shop, run: string): Promise<boolean> =>
  (await change(table, shop, {
    update: 'SET #status = :catching, #run = :run, #part = :first REMOVE retryAt',
    condition: '#status = :failing',
    values: { ':catching': 'catching_up', ':failing': 'failing', ':run': run, ':first': 0 },
  })) !== undefined;

/** A part of a round is done and the next one is sent. */
export const partDone = async (table: Table, shop: Shop, run: string, part: number): Promise<void> => {
  await change(table, shop, {
    update: 'SET #part = :next',
    condition: '#run = :run AND #part = :part',
    values: { ':run': run, ':part': part, ':next': part + 1 },
  });
};

/** A round is at its end: the shop has everything. */
export const roundEnds = async (table: Table, shop: Shop, run: string): Promise<void> => {
  await change(table, shop, {
    update: 'SET #status = :ok, failures = :none REMOVE #run, #part, #all, failingSince, lastError, retryAt',
    condition: '#run = :run',
    values: { ':ok': 'ok', ':none': 0, ':run': run },
  });
};

/** Something was delivered. */
export const pushArrived = async (
  table: Table,
  shop: Shop,
  { at, lagMs }: { at: string; lagMs: number | undefined },
): Promise<void> => {
  await change(table, shop, {
    update: `SET lastPushAt = :at, #status = if_not_exists(#status, :ok), failures = if_not_exists(failures, :none)${lagMs === undefined ? '' : ', lastLagMs = :lag'}`,
    values: { ':at': at, ':ok': 'ok', ':none': 0, ...(lagMs === undefined ? {} : { ':lag': lagMs }) },
  });
};
