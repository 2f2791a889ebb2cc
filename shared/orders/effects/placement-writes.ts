import { countWrites } from '../../inventory/effects/backorder-store.ts';
import { stockWrites } from '../../inventory/effects/stock-store.ts';
import type { Random } from '../../kernel/ids.ts';
import type { Answer } from '../../runtime/http-answer.ts';
import { type IdempotencyKey, rememberAnswer } from '../../runtime/idempotency.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Fingerprint } from '../anomalies/fingerprint.ts';
import { numberKey } from '../order-keys.ts';
import type { Placement } from '../place-order.ts';
import { reserveChanges } from '../plan-reservations.ts';
import type { Reservation } from '../reservation.ts';
import { waitingGroups } from './backorder-writes.ts';
import { claimExternalId, type EarlyNews, type ExternalId } from './external-id.ts';
import { fingerprintWrite } from './fingerprint-store.ts';
import { recorded } from './journal.ts';
import {
  bodyWrite,
  changedPartWrites,
  commitRecord,
  headWrites,
  lineWrites,
  reservationWrite,
} from './order-writes.ts';

/** What makes a placement happen once, and who places it. */
export type PlacementClaims = {
  actor: string;
  now: Date;
  random: Random;
  /** What was asked for; tells a repeat from another order under the same external id. */
  requestHash: string;
  correlationId?: string;
  external?: ExternalId;
  /** Early news of the channel that the placement has taken into account. */
  early?: EarlyNews;
  idempotency?: IdempotencyKey;
  /** Kept for a repeat of the idempotency key. */
  answer: Answer;
  /** Writes that make the customer, where this is their first order. */
  customer: readonly Write[];
  /** By which a duplicate of it will be found. */
  fingerprint: Fingerprint;
};

/** A page of reservations and the stock it takes: always together. */
export const reservingWrites = (orderId: string, page: Reservation, claims: PlacementClaims): Write[] => [
  reservationWrite(orderId, page),
  ...stockWrites(reserveChanges(page, orderId), {
    at: claims.now,
    actor: claims.actor,
    random: claims.random,
  }),
];

/** What a placement does to the queues of its goods: the places it takes, and those that it goes past. */
export const queueGroups = ({ order, queues = [] }: Placement): Write[][] => {
  const groups = waitingGroups(order, queues);
  const counted = new Set((order.backorders ?? []).map(({ sku }) => sku));
  const passed = countWrites(
    new Map(),
    queues.filter(({ sku, turn }) => turn !== undefined && !counted.has(sku)),
  );
  return [...groups, ...passed.map((write) => [write])];
};

/**
 * Everything of a placement but its stock and its places in queues: the order, the record of what happened, and the keys that make it the only
 * one. `since: claimed` when an earlier step of the same placement has claimed the keys.
 */
export const orderWrites = (
  { order, events }: Placement,
  claims: PlacementClaims,
  since?: 'claimed',
): Write[] => {
  const { id, number } = order.head;
  const { external, early, idempotency, requestHash, answer, now } = claims;
  const writes = [
    ...headWrites(undefined, order),
    bodyWrite(order),
    ...lineWrites(id, order.lines),
    ...changedPartWrites(undefined, order),
    {
      label: 'number',
      put: { Item: { ...numberKey(number), orderId: id }, ConditionExpression: 'attribute_not_exists(pk)' },
    },
    ...(external
      ? [
          claimExternalId(
            external,
            { orderId: id, requestHash },
            since ? { claimed: true } : { ...(early ? { early } : {}) },
          ),
        ]
      : []),
    ...(idempotency ? [rememberAnswer(idempotency, answer, now, since)] : []),
    ...claims.customer,
    ...(order.head.status === 'open' ? [fingerprintWrite(claims.fingerprint, order)] : []),
  ];
  return recorded(writes, commitRecord(order, events, claims));
};
