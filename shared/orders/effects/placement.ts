import { secondsAfter } from '../../kernel/clock.ts';
import { shardOf } from '../../kernel/ids.ts';
import type { IdempotencyKey } from '../../runtime/idempotency.ts';
import type { Write } from '../../runtime/transact.ts';
import { duePk, INDEX_SHARDS, orderPk, PLACEMENT } from '../order-keys.ts';
import type { EarlyNews, ExternalId } from './external-id.ts';

/** After this long without an end, a placement in steps is taken for dead and undone by a sweep. */
const ABANDONED_AFTER_SECONDS = 120;

/** A placement in steps that is under way, or being undone; gone when it is over. */
export type OpenPlacement = {
  orderId: string;
  state: 'reserving' | 'undoing';
  dueAt: string;
  /** The keys to give back when it is undone. */
  idempotency?: IdempotencyKey;
  external?: ExternalId;
  early?: EarlyNews;
};

export const placementKey = (orderId: string) => ({ pk: orderPk(orderId), sk: PLACEMENT });

/** The write that opens a placement, and says when it may be taken for dead. */
export const openPlacement = (
  { orderId, idempotency, external, early }: Omit<OpenPlacement, 'state' | 'dueAt'>,
  now: Date,
): Write => {
  const dueAt = secondsAfter(now, ABANDONED_AFTER_SECONDS);
  return {
    label: 'placement',
    put: {
      Item: {
        ...placementKey(orderId),
        orderId,
        state: 'reserving',
        dueAt,
        duePk: duePk('placement', shardOf(orderId, INDEX_SHARDS)),
        dueSk: `${dueAt}#${orderId}`,
        ...(idempotency ? { idempotency } : {}),
        ...(external ? { external } : {}),
        ...(early ? { early } : {}),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
};

const inState = (state: OpenPlacement['state']) => ({
  ConditionExpression: '#state = :state',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':state': state },
});

/** Goes with every step: the placement must still be in this state. */
export const placementIs = (orderId: string, state: OpenPlacement['state']): Write => ({
  label: 'placement',
  check: { Key: placementKey(orderId), ...inState(state) },
});

/** The last write of a placement, done or undone. */
export const endPlacement = (orderId: string, from: OpenPlacement['state']): Write => ({
  label: 'placement',
  remove: { Key: placementKey(orderId), ...inState(from) },
});
