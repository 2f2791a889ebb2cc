import { decodeTime } from 'ulid';
import { bytesOf, unitsOf } from '../../runtime/item-size.ts';
import { pack, unpack } from '../../runtime/packed.ts';
import type { Write } from '../../runtime/transact.ts';
import { eventsWithoutWords } from '../erase-personal-data.ts';
import type { EventSubject } from '../order-events.ts';
import { BODY, HEAD, orderPk, TIMELINE, timelineSk } from '../order-keys.ts';
import { eventsOf, type StoredEvent } from '../stored-events.ts';

/** The record of one commit: what happened, of which order, and what it followed from. */
export type CommitRecord = {
  commitId: string;
  order: EventSubject;
  events: readonly StoredEvent[];
  correlationId?: string;
  chain?: readonly string[];
};

/** A record as a part of the order keeps it; without what it told of the order where that was told already, or where the part is the head. */
export type KeptRecord = Omit<CommitRecord, 'order'> & Partial<Pick<CommitRecord, 'order'>>;

/** What parts of an order keep of its history, by their sort keys, as it was read with them. */
export type Journals = Readonly<Record<string, Uint8Array>>;

type Item = Readonly<Record<string, unknown>> & { sk: string };
type Bytes = Uint8Array | string;

/** Marks the write that a record came with, so that the stream tells it from later ones of the same item. */
export const NEWS = 'NEW';

const HOSTS = [HEAD, BODY, 'FULFILMENT#', 'PAYMENT#'];

const isHost = (orderId: string, { put }: Write): boolean =>
  put?.Item?.pk === orderPk(orderId) && HOSTS.some((prefix) => String(put.Item?.sk).startsWith(prefix));

/** The records in a journal; none without one. The one that came last stands last, whatever clock its id is of. */
export const recordsIn = (journal: unknown): KeptRecord[] =>
  journal === undefined ? [] : (unpack(journal as Bytes) as KeptRecord[]).map(withTime);

const told = ({ order: _, ...record }: KeptRecord): KeptRecord => record;

/** Most commits happen when their id says; so it is said once. */
const timeOf = (commitId: string): string => new Date(decodeTime(commitId)).toISOString();
const withoutTime = ({ commitId, events, ...rest }: KeptRecord): KeptRecord => {
  const [{ at, ...first }, ...others] = events as readonly [StoredEvent, ...StoredEvent[]];
  return { commitId, events: at === timeOf(commitId) ? [first, ...others] : events, ...rest };
};
const withTime = ({ commitId, events, ...rest }: KeptRecord): KeptRecord => {
  const [first, ...others] = events as readonly [StoredEvent, ...StoredEvent[]];
  return { commitId, events: first.at ? events : [{ ...first, at: timeOf(commitId) }, ...others], ...rest };
};

const packed = (records: readonly KeptRecord[]): Uint8Array => pack(records.map(withoutTime));

/** What a part keeps with a record that is new: kept so far, and at the end this. */
const newsOf = (write: Write, earlier: readonly KeptRecord[], record: CommitRecord) => ({
  kind: NEWS,
  log: packed([...earlier.map(told), skOf(write) === HEAD ? told(record) : record]),
});

/** The records that an item of an order's partition has of its history, with where each stands in it. */
const recordsOf = ({ sk, events, log }: Readonly<Record<string, unknown>>) => [
  ...recordsIn(log).map(({ commitId, events: told }) => ({ place: commitId, events: told })),
  ...(events === undefined
    ? []
    : [{ place: String(sk).slice(TIMELINE.length), events: events as readonly StoredEvent[] }]),
];

/** All that the items of an order's partition tell of its history, oldest first. */
export const historyOf = (items: readonly Readonly<Record<string, unknown>>[]) =>
  items
    .flatMap(recordsOf)
    .toSorted((one, other) => (one.place < other.place ? -1 : 1))
    .flatMap(({ events }) => eventsOf(events));

const timelineItem = (record: CommitRecord) => ({
  pk: orderPk(record.order.id),
  sk: timelineSk(record.commitId),
  kind: 'EVENT',
  ...record,
});

/** A record as an item of its own; its key sorts by time. */
export const recordWrite = (record: CommitRecord): Write => ({
  label: 'timeline',
  put: { Item: timelineItem(record), ConditionExpression: 'attribute_not_exists(pk)' },
});

/** What an order's parts have kept so far stays with them when they are written anew. */
export const keepingJournals = (
  writes: readonly Write[],
  orderId: string,
  journals: Journals = {},
): Write[] =>
  writes.map((write) => {
    const journal = isHost(orderId, write) ? journals[String(write.put?.Item?.sk)] : undefined;
    return journal ? withItem(write, { log: journal }) : write;
  });

const withItem = (write: Write, more: Readonly<Record<string, unknown>>): Write =>
  write.put ? { ...write, put: { ...write.put, Item: { ...write.put.Item, ...more } } } : write;

/**
 * The writes of a commit with its record. It lies in a part of the order that is written anyway, if that does not make the
 * part cost more: so a step of the warehouse is one plain write. Together with what the written parts have kept so far, if
 * one of them has room for all; else alone; else as an item of its own. It is in the same transaction in any case. What
 * holds words of people always stands by itself, so that it can be erased.
 */
export const recorded = (
  writes: readonly Write[],
  record: CommitRecord,
  journals: Journals = {},
): Write[] => {
  const orderId = record.order.id;
  const kept = keepingJournals(writes, orderId, journals);
  if (hasWords(record)) return [...kept, recordWrite(record)];
  const hosts = writes.filter((write) => isHost(orderId, write)).toSorted(byRoom);
  const earlier = hosts.flatMap((write) => recordsIn(journals[skOf(write)]));
  for (const host of hosts) {
    const all = newsOf(host, earlier, record);
    if (fits(host, host, all)) return writes.map((each) => (each === host ? withItem(host, all) : each));
  }
  for (const host of hosts) {
    const own = kept[writes.indexOf(host)] ?? host;
    const news = newsOf(host, recordsIn(journals[skOf(host)]), record);
    if (fits(host, own, news)) return kept.map((each) => (each === own ? withItem(host, news) : each));
  }
  return byItself(writes, kept, record, earlier);
};

const hasWords = ({ events }: CommitRecord): boolean => {
  const all = eventsOf(events);
  return eventsWithoutWords(all) !== all;
};

/** A record as an item of its own takes along what the written parts have kept, where that makes it cost no more. */
const byItself = (
  writes: readonly Write[],
  kept: readonly Write[],
  record: CommitRecord,
  earlier: readonly KeptRecord[],
): Write[] => {
  const alone = recordWrite(record);
  if (earlier.length === 0) return [...writes, alone];
  const more = { log: packed(earlier.map(told)) };
  return fits(alone, alone, more) ? [...writes, withItem(alone, more)] : [...kept, alone];
};

/** A record as an item of its own, with the journals of parts that leave the order in this very commit. */
export const recordedApart = (
  writes: readonly Write[],
  record: CommitRecord,
  journals: Journals = {},
): Write[] => {
  const gone = writes.flatMap(({ remove }) => recordsIn(journals[String(remove?.Key?.sk)]));
  const own = recordWrite(record);
  return [
    ...keepingJournals(writes, record.order.id, journals),
    gone.length === 0 ? own : withItem(own, { log: packed(gone.map(told)) }),
  ];
};

const skOf = ({ put }: Write): string => String(put?.Item?.sk);
const itemOf = ({ put }: Write): Item => (put?.Item ?? {}) as Item;

const fits = (write: Write, as: Write, more: Readonly<Record<string, unknown>>): boolean =>
  unitsOf({ ...itemOf(write), ...more }) <= unitsOf(itemOf(as));

/** The one with most room in its last KB first. */
const byRoom = (one: Write, other: Write): number => roomIn(other) - roomIn(one);
const roomIn = (write: Write): number => unitsOf(itemOf(write)) * 1024 - bytesOf(itemOf(write));
