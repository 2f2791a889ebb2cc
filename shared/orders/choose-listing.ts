import { encodeTime } from 'ulid';
import { type FieldError, type Problem, validationFailed } from '../kernel/problem.ts';
import { openConfirmations, roleOf } from './confirmations.ts';
import {
  assigneeName,
  confirmationName,
  emailName,
  holdName,
  LISTED,
  listedPk,
  orderIdOf,
  phoneName,
  skuName,
} from './listing/listing-entries.ts';
import { answererOf, holdsToAnswer } from './listing/open-holds.ts';
import type { Channel, Confirmer, HoldKind, OrderHead, Review } from './order.ts';
import {
  askedPk,
  askedRoleOf,
  atPk,
  channelPk,
  INDEX_SHARDS,
  orderPk,
  ordersKindPk,
  stagePk,
} from './order-keys.ts';
import type { Stage } from './stage.ts';

/** What a list of orders is narrowed down by; bounds of `placedAt`: from ≤ placedAt < to. */
export type OrderFilter = {
  stage?: Stage;
  channel?: Channel;
  shopId?: string;
  customerId?: string;
  /** The other ids of the same person. */
  alsoKnownAs?: readonly string[];
  /** The kind of an open hold. */
  hold?: HoldKind;
  /** Who is to answer an open hold. */
  assignee?: string;
  /** The role that looks after something that is not confirmed yet. */
  confirmer?: Exclude<Confirmer, 'customer'>;
  /** The role that its review waits for. */
  role?: NonNullable<Review['requiredRole']>;
  /** A location that has something to do with it. */
  locationId?: string;
  phone?: string;
  email?: string;
  sku?: string;
  from?: string;
  to?: string;
};

/** What an order's head does not tell: by one of these a list is read, or not at all. */
const BY_INDEX_ALONE = ['phone', 'email', 'sku', 'locationId'] as const;

/** What only the merchant's people may look for: it would find other people's orders. */
export const FOR_STAFF = [...BY_INDEX_ALONE, 'hold', 'assignee', 'role'] as const;

/** Where a list is read from: an index or the table itself, its partitions, and the way through their common sort key. */
export type Listing = {
  index?: 'byStage' | 'byCustomer' | 'byChannel' | 'byKind' | 'byDue';
  partitionName: 'stagePk' | 'customerId' | 'channelPk' | 'kindPk' | 'duePk' | 'pk';
  partitions: readonly string[];
  sortName: 'stageSk' | 'id' | 'dueSk' | 'sk';
  /** Most urgent first where something is waited for; newest first elsewhere. */
  forward: boolean;
  /** Inclusive bounds of the sort key. */
  lowest: string;
  highest: string;
  /** The part of a sort key that is the same for all entries of one order, where it may have several. */
  common?: (sortKey: string) => string;
};

/** Sorts after every id and every deadline. */
const END = '~~';

/** Stages where nothing is waited for any more: there the newest is the most interesting. */
const SETTLED: readonly Stage[] = ['refunded', 'completed', 'cancelled'];

const sharded = (key: (shard: number) => string): string[] =>
  Array.from({ length: INDEX_SHARDS }, (_, shard) => key(shard));

/** Before all ids of an instant; ids know no time before 1970. */
const idAt = (prefix: string, instant: string): string =>
  `${prefix}_${encodeTime(Math.max(0, Date.parse(instant)), 10)}`;

const newestFirst = (prefix: string, { from, to }: OrderFilter) => ({
  forward: false,
  lowest: from ? idAt(prefix, from) : '',
  highest: to ? idAt(prefix, to) : END,
});

const mostUrgentFirst = { forward: true, lowest: '', highest: END } as const;

const entriesOf = (name: string): Pick<Listing, 'partitionName' | 'partitions' | 'sortName'> => ({
  partitionName: 'pk',
  partitions: sharded((shard) => listedPk(name, shard)),
  sortName: 'sk',
});

/** The list of one of the things that an order may have several of; undefined when none of them is asked for. */
const byEntries = (filter: OrderFilter): Listing | undefined => {
  const { phone, email, sku, hold, assignee } = filter;
  const byId = newestFirst('ord', filter);
  if (phone !== undefined) return { ...entriesOf(phoneName(phone)), ...byId };
  if (email !== undefined) return { ...entriesOf(emailName(email)), ...byId };
  if (sku !== undefined) return { ...entriesOf(skuName(sku)), ...byId };
  if (filter.locationId !== undefined || filter.customerId !== undefined) return undefined;
  if (filter.confirmer !== undefined)
    return { ...entriesOf(confirmationName(filter.confirmer)), ...mostUrgentFirst };
  if (assignee !== undefined) return { ...entriesOf(assigneeName(assignee)), ...mostUrgentFirst };
  if (hold !== undefined) return { ...entriesOf(holdName(hold)), ...byId };
  return undefined;
};

/** Chooses the index that fits a filter best; what it does not cover is filtered after reading. */
export const chooseListing = (filter: OrderFilter): Listing => {
  const { stage, channel, customerId, locationId, role } = filter;
  const byId = { sortName: 'id', ...newestFirst('ord', filter) } as const;
  const listed = byEntries(filter);
  if (listed) return listed;
  if (locationId !== undefined)
    return {
      index: 'byKind',
      partitionName: 'kindPk',
      partitions: [atPk(locationId)],
      sortName: 'id',
      ...newestFirst('ful', filter),
      // Fulfilments of one order follow one another.
      common: (id) => id.slice(0, id.lastIndexOf('_') + 1),
    };
  if (customerId !== undefined)
    return {
      index: 'byCustomer',
      partitionName: 'customerId',
      partitions: [customerId, ...(filter.alsoKnownAs ?? [])],
      ...byId,
    };
  if (role !== undefined)
    return {
      index: 'byDue',
      partitionName: 'duePk',
      partitions: sharded((shard) => askedPk(role, shard)),
      sortName: 'dueSk',
      ...mostUrgentFirst,
    };
  if (stage !== undefined)
    return {
      index: 'byStage',
      partitionName: 'stagePk',
      partitions: sharded((shard) => stagePk(stage, shard)),
      sortName: 'stageSk',
      ...mostUrgentFirst,
      forward: !SETTLED.includes(stage),
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

/** The partition of the order that something found by a listing belongs to. */
export const orderPkOf = ({ pk, sk }: { pk: string; sk: string }): string =>
  pk.startsWith(LISTED) ? orderPk(orderIdOf(sk)) : pk;

/** 422 for filters of which each needs its own index, or that a number or external id leaves nothing to do for. */
export const whyNotTogether = (filter: OrderFilter, named: boolean): Problem | undefined => {
  const asked = BY_INDEX_ALONE.filter((name) => filter[name] !== undefined);
  const [first, ...others] = asked;
  const wrong = named ? asked : others;
  if (wrong.length === 0) return undefined;
  const other = named ? 'number and externalId' : first;
  return validationFailed(
    wrong.map(
      (name): FieldError => ({
        path: `/${name}`,
        code: 'incompatible_filters',
        message: `cannot be combined with ${other}; ask for one of them and look through the answer`,
      }),
    ),
  );
};

/** Whether an order is of the list, as far as its head tells; asked of each order read, because an index may lag behind. */
export const isListed = (head: OrderHead, filter: OrderFilter): boolean =>
  (filter.stage === undefined || head.stage === filter.stage) &&
  (filter.channel === undefined || head.channel === filter.channel) &&
  (filter.shopId === undefined || head.shopId === filter.shopId) &&
  (filter.customerId === undefined ||
    head.customerId === filter.customerId ||
    (filter.alsoKnownAs ?? []).includes(head.customerId)) &&
  (filter.hold === undefined || holdsToAnswer(head).some(({ kind }) => kind === filter.hold)) &&
  (filter.assignee === undefined ||
    holdsToAnswer(head).some((hold) => answererOf(hold) === filter.assignee)) &&
  (filter.confirmer === undefined ||
    (head.status === 'open' &&
      openConfirmations({ head }).some((step) => roleOf(step) === filter.confirmer))) &&
  (filter.role === undefined || askedRoleOf(head) === filter.role) &&
  (filter.from === undefined || Date.parse(head.placedAt) >= Date.parse(filter.from)) &&
  (filter.to === undefined || Date.parse(head.placedAt) < Date.parse(filter.to));

/** Whether the index alone makes the list: then nothing of what it finds is filtered out. */
export const isCoveredBy = (
  { lowest, highest }: Listing,
  { shopId, from, to, alsoKnownAs: _, ...filter }: OrderFilter,
): boolean =>
  shopId === undefined &&
  Object.values(filter).filter((value) => value !== undefined).length <= 1 &&
  (from === undefined || lowest !== '') &&
  (to === undefined || highest !== END);
