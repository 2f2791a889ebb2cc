import { encodeTime } from 'ulid';
import type { Channel, OrderHead } from './order.ts';
import { channelPk, INDEX_SHARDS, ordersKindPk, stagePk } from './order-keys.ts';
import type { Stage } from './stage.ts';

/** What a list of orders is narrowed down by; bounds of `placedAt`: from ≤ placedAt < to. */
export type OrderFilter = {
  stage?: Stage;
  channel?: Channel;
  shopId?: string;
  customerId?: string;
  from?: string;
  to?: string;
};

/** Where a list is read from: an index, its partitions, and the way through their common sort key. */
export type Listing = {
  index: 'byStage' | 'byCustomer' | 'byChannel' | 'byKind';
  partitionName: 'stagePk' | 'customerId' | 'channelPk' | 'kindPk';
  partitions: readonly string[];
  sortName: 'stageSk' | 'id';
  /** Most urgent first where something is waited for; newest first elsewhere. */
  forward: boolean;
  /** Inclusive bounds of the sort key. */
  lowest: string;
  highest: string;
};

/** Sorts after every id and every deadline. */
const END = '~~';

/** Stages where nothing is waited for any more: there the newest is the most interesting. */
const SETTLED: readonly Stage[] = ['refunded', 'completed', 'cancelled'];

const sharded = (key: (shard: number) => string): string[] =>
  Array.from({ length: INDEX_SHARDS }, (_, shard) => key(shard));

const idAt = (instant: string): string => `ord_${encodeTime(Date.parse(instant), 10)}`;

/** Chooses the index that fits a filter best; what it does not cover is filtered after reading. */
export const chooseListing = ({ stage, channel, customerId, from, to }: OrderFilter): Listing => {
  const byId = {
    sortName: 'id',
    forward: false,
    lowest: from ? idAt(from) : '',
    highest: to ? idAt(to) : END,
  } as const;
  if (customerId !== undefined)
    return { index: 'byCustomer', partitionName: 'customerId', partitions: [customerId], ...byId };
  if (stage !== undefined)
    return {
      index: 'byStage',
      partitionName: 'stagePk',
      partitions: sharded((shard) => stagePk(stage, shard)),
      sortName: 'stageSk',
      forward: !SETTLED.includes(stage),
      lowest: '',
      highest: END,
    };
  if (channel !== undefined)
    return {
      index: 'byChannel',
      partitionName: 'channelPk',
      partitions: sharded((shard) => channelPk(channel, shard)),
      ...byId,
    };
  return { index: 'byKind', partitionName: 'kindPk', partitions: sharded(ordersKindPk), ...byId };
};

/** Whether an order is of the list; asked of each order read, because an index covers one part of a filter only. */
export const isListed = (head: OrderHead, filter: OrderFilter): boolean =>
  (filter.stage === undefined || head.stage === filter.stage) &&
  (filter.channel === undefined || head.channel === filter.channel) &&
  (filter.shopId === undefined || head.shopId === filter.shopId) &&
  (filter.customerId === undefined || head.customerId === filter.customerId) &&
  (filter.from === undefined || Date.parse(head.placedAt) >= Date.parse(filter.from)) &&
  (filter.to === undefined || Date.parse(head.placedAt) < Date.parse(filter.to));
