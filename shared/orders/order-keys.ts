import { shardOf } from '../kernel/ids.ts';
import type { Fulfilment } from './fulfilment.ts';
import { handlingKey } from './listing/handling-key.ts';
import type { Order, OrderHead } from './order.ts';
import type { FulfilmentStatus, ProductionStatus } from './order-states.ts';
import { isAwaitedProduction, type Production } from './production.ts';

/** Partitions that a busy index key is spread over; each carries about 1,000 orders a second. */
export const INDEX_SHARDS = 4;

const padded = (n: number): string => String(n).padStart(4, '0');

/**
 * All of an order stands in one partition. State sorts before `TIMELINE#`, so that one query reads the state without
 * the history, and one the history without the state.
 */
export const orderPk = (orderId: string): string => `ORDER#${orderId}`;
export const HEAD = 'HEAD';
export const BODY = 'BODY';
export const PLACEMENT = 'PLACEMENT';
export const TIMELINE = 'TIMELINE#';
/** What the order is listed under; sorts behind the history, because changes do not need it. */
export const UNDER = 'UNDER';
export const linesSk = (page: number): string => `LINES#${padded(page)}`;
export const fulfilmentSk = (ordinal: number): string => `FULFILMENT#${padded(ordinal)}`;
/** The ordinal of the fulfilment with this sort key. */
export const ordinalOf = (sk: string): number => Number(sk.slice(sk.lastIndexOf('#') + 1));
export const reservationSk = (fulfilment: number, page: number): string =>
  `RESERVATION#${padded(fulfilment)}#${padded(page)}`;
/** What the order waits for of a SKU, at one place of its queue. */
export const BACKORDER = 'BACKORDER#';
export const backorderSk = (sku: string, since: string): string => `${BACKORDER}${sku}#${since}`;
export const paymentSk = (id: string): string => `PAYMENT#${id}`;
export const productionSk = (ordinal: number): string => `PRODUCTION#${padded(ordinal)}`;
export const refundSk = (id: string): string => `REFUND#${id}`;
export const timelineSk = (commitId: string): string => `${TIMELINE}${commitId}`;

/** One order per number. */
export const numberKey = (number: string) => ({ pk: `NUMBER#${number}`, sk: 'ORDER' });

/** One order per channel, shop and external id; the shop stands in the sort key, so that an id is found without it. */
export const externalIdKey = (channel: string, externalId: string, shopId: string | undefined) => ({
  pk: `EXTERNAL#${channel}#${externalId}`,
  sk: `SHOP#${shopId ?? ''}`,
});

/** An order among those of the same goods to the same town, by time. */
export const fingerprintKey = (goodsAndTown: string, placedAt: string, orderId: string) => ({
  pk: `FINGERPRINT#${goodsAndTown}`,
  sk: `${placedAt}#${orderId}`,
});

/** Orders of one customer that could be one; by their customer, then by the oldest of them. */
export const MERGE_SUGGESTIONS = 'MERGE_SUGGESTIONS';
export const suggestionKey = (customerId: string, oldest: string) => ({
  pk: MERGE_SUGGESTIONS,
  sk: `${customerId}#${oldest}`,
});

/** A parcel by its waybill. */
export const trackingKey = (carrier: string, trackingNumber: string) => ({
  pk: `TRACKING#${carrier}#${trackingNumber}`,
  sk: 'PARCEL',
});

/** Sorts what is due first, then what waits for nothing; ids sort by time. */
const LATER = '~';

export const stagePk = (stage: string, shard: number): string => `STAGE#${stage}#${shard}`;
export const channelPk = (channel: string, shard: number): string => `CHANNEL#${channel}#${shard}`;
export const ordersKindPk = (shard: number): string => `ORDERS#${shard}`;

export const askedPk = (role: string, shard: number): string => `ASKED#${role}#${shard}`;

/** The role that an order's review waits for; undefined when it waits for nobody. */
export const askedRoleOf = ({ status, review }: Pick<OrderHead, 'status' | 'review'>) =>
  status === 'open' && review.state === 'pending' ? review.requiredRole : undefined;

/** The head's index keys. `customerId` and `id` are keys of an index themselves. */
export const headIndexKeys = ({ head, lines, body }: Pick<Order, 'head' | 'lines' | 'body'>) => {
  const shard = shardOf(head.id, INDEX_SHARDS);
  const asked = askedRoleOf(head);
  return {
    stagePk: stagePk(head.stage, shard),
    stageSk: `${head.dueAt ?? LATER}#${head.id}`,
    channelPk: channelPk(head.channel, shard),
    kindPk: ordersKindPk(shard),
    ...(asked === undefined
      ? {}
      : {
          duePk: askedPk(asked, shard),
          dueSk: handlingKey({
            ...head,
            skus: lines.map(({ sku }) => sku),
            ...(body.delivery.carrierWish === undefined ? {} : { carrierWish: body.delivery.carrierWish }),
          }),
        }),
  };
};

/** Fulfilments that are worked on together share an index partition; moving between groups costs two write units. */
export const WORK_GROUP = {
  allocated: 'allocated',
  released: 'released',
  picked: 'packing',
  packed: 'packing',
  waybilled: 'packing',
  shipped: 'sent',
  delivered: 'sent',
  exception: 'exception',
  cancelled: 'cancelled',
} as const satisfies Record<FulfilmentStatus, string>;

export const workPk = (locationId: string, group: string): string => `WORK#${locationId}#${group}`;

export const atPk = (locationId: string): string => `AT#${locationId}`;

/** The groups of fulfilments with which their location has nothing more to do. */
const DONE: readonly string[] = ['sent', 'cancelled'];

export const productionPk = (status: ProductionStatus, shard: number): string =>
  `PRODUCTION#${status}#${shard}`;

/** A production's index keys: the work of a state, what is expected first at the top; what is over, by time. */
export const productionIndexKeys = ({ id, orderId, status, priority, expectedAt, placedAt }: Production) => ({
  stagePk: productionPk(status, shardOf(orderId, INDEX_SHARDS)),
  stageSk: isAwaitedProduction({ status })
    ? [padded(9999 - priority), expectedAt, placedAt, id].join('#')
    : id,
});

/**
 * A fulfilment's index keys: its place in the handling order (B7), its location while that has something to do with it,
 * and when its parcels' silence is due. What is done is in no order of work but stands by its id, that is by time: its
 * keys are short, so that a usual fulfilment with all that became of its parcels stays under 1 KB, one write unit.
 */
export const fulfilmentIndexKeys = (fulfilment: Fulfilment) => {
  const { id, locationId, status, lines, dueAt } = fulfilment;
  const group = WORK_GROUP[status];
  const isDone = DONE.includes(group);
  return {
    stagePk: workPk(locationId, group),
    stageSk: isDone
      ? id
      : handlingKey({ ...fulfilment, skus: lines.map(({ sku }) => sku), lineCount: lines.length }),
    ...(isDone ? {} : { kindPk: atPk(locationId) }),
    ...(dueAt === undefined || status === 'cancelled'
      ? {}
      : { duePk: duePk('parcel', shardOf(id, INDEX_SHARDS)), dueSk: dueAt }),
  };
};

export type DueKind = 'parcel' | 'placement';
export const duePk = (kind: DueKind, shard: number): string => `DUE#${kind}#${shard}`;
