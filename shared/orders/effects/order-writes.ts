import { ulid } from 'ulid';
import type { Random } from '../../kernel/ids.ts';
import { pack } from '../../runtime/packed.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Fulfilment } from '../fulfilment.ts';
import { type EntryKey, holdEntries } from '../listing/listing-entries.ts';
import type { Order, OrderLine } from '../order.ts';
import type { OrderEvent } from '../order-events.ts';
import {
  BODY,
  fulfilmentIndexKeys,
  fulfilmentSk,
  HEAD,
  headIndexKeys,
  linesSk,
  numberKey,
  orderPk,
  paymentSk,
  productionIndexKeys,
  productionSk,
  refundSk,
  reservationSk,
} from '../order-keys.ts';
import type { Production } from '../production.ts';
import type { Reservation } from '../reservation.ts';
import { storedEvents } from '../stored-events.ts';
import { type CommitRecord, recordWrite } from './journal.ts';

/** Lines per item: 200 lines of the longest names and several discounts stay far below DynamoDB's 400 KB. */
const LINES_PER_PAGE = 200;

const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };
const unchanged = (version: number) => ({
  ConditionExpression: 'version = :read',
  ExpressionAttributeValues: { ':read': version },
});

/** The order's head; refuses to overwrite a version that was not read. */
export const headWrite = (before: Order | undefined, after: Order): Write => ({
  label: 'order',
  put: {
    Item: { pk: orderPk(after.head.id), sk: HEAD, ...headIndexKeys(after), ...after.head },
    ...(before ? unchanged(before.head.version) : ABSENT),
  },
});

/** The head, and the lists of open holds that it stands in; they are guarded by it. */
export const headWrites = (before: Order | undefined, after: Order): Write[] => {
  const were = before ? holdEntries(before.head) : [];
  const are = holdEntries(after.head);
  const missingIn = (others: readonly EntryKey[]) => (entry: EntryKey) =>
    !others.some(({ pk, sk }) => pk === entry.pk && sk === entry.sk);
  return [
    headWrite(before, after),
    ...are.filter(missingIn(were)).map((Item): Write => ({ label: 'listing', put: { Item } })),
    ...were.filter(missingIn(are)).map((Key): Write => ({ label: 'listing', remove: { Key } })),
  ];
};

/** The order's body; guarded by the head, which changes in the same transaction. */
export const bodyWrite = ({ head, body }: Order): Write => ({
  label: 'body',
  put: { Item: { pk: orderPk(head.id), sk: BODY, ...body } },
});

/** The order's lines, in pages. */
export const lineWrites = (orderId: string, lines: readonly OrderLine[]): Write[] => {
  const pages = Math.ceil(lines.length / LINES_PER_PAGE);
  return Array.from({ length: pages }, (_, page) => ({
    label: `lines ${page + 1}`,
    put: {
      Item: {
        pk: orderPk(orderId),
        sk: linesSk(page + 1),
        lines: lines.slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE),
      },
    },
  }));
};

/** The writes of lines that differ from what was read; pages that are not needed any more go. */
export const changedLineWrites = (before: Order, after: Order): Write[] => {
  if (after.lines === before.lines) return [];
  const left = Math.ceil(after.lines.length / LINES_PER_PAGE);
  const gone = Math.ceil(before.lines.length / LINES_PER_PAGE) - left;
  return [
    ...lineWrites(after.head.id, after.lines),
    ...Array.from({ length: Math.max(0, gone) }, (_, at) => ({
      label: `lines ${left + at + 1}`,
      remove: { Key: { pk: orderPk(after.head.id), sk: linesSk(left + at + 1) } },
    })),
  ];
};

/** A new reservation page; goes with the `reserve` writes of its units. */
export const reservationWrite = (orderId: string, reservation: Reservation): Write => ({
  label: `reservation ${reservation.fulfilment}.${reservation.page}`,
  put: {
    Item: {
      pk: orderPk(orderId),
      sk: reservationSk(reservation.fulfilment, reservation.page),
      ...reservation,
    },
    ...ABSENT,
  },
});

/** Ends a reservation page, once; goes with the `release` or `issue` writes of its units. */
export const reservationRemoval = (orderId: string, { fulfilment, page }: Reservation): Write => ({
  label: `reservation ${fulfilment}.${page}`,
  remove: {
    Key: { pk: orderPk(orderId), sk: reservationSk(fulfilment, page) },
    ConditionExpression: 'attribute_exists(pk)',
  },
});

const asRead = ({ version }: Reservation) =>
  version === undefined
    ? { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(version)' }
    : unchanged(version);

/**
 * The pages that differ from what was read: made, rewritten, ended. They go with the stock writes of `stockDifference`,
 * or, where units only change their order, with the other order's pages.
 */
export const changedReservationWrites = (
  orderId: string,
  before: readonly Reservation[],
  after: readonly Reservation[],
): Write[] => {
  const samePage = (one: Reservation) => (other: Reservation) =>
    one.fulfilment === other.fulfilment && one.page === other.page;
  const removals = before
    .filter((page) => !after.some(samePage(page)))
    .map((page): Write => {
      const { label, remove } = reservationRemoval(orderId, page);
      return { label, remove: { Key: remove?.Key ?? {}, ...asRead(page) } };
    });
  const puts = after.flatMap((page): Write[] => {
    const earlier = before.find(samePage(page));
    if (earlier === page) return [];
    const { label, put } = reservationWrite(orderId, page);
    return [{ label, put: { Item: put?.Item, ...(earlier ? asRead(earlier) : ABSENT) } }];
  });
  return [...removals, ...puts];
};

type Versioned = { id: string; version: number };

const partWrites = <T extends Versioned>(
  before: readonly T[],
  after: readonly T[],
  write: (part: T) => { label: string; Item: Record<string, unknown> },
): Write[] =>
  after.flatMap((part) => {
    const earlier = before.find((each) => each.id === part.id);
    if (earlier === part) return [];
    const { label, Item } = write(part);
    return [{ label, put: { Item, ...(earlier ? unchanged(earlier.version) : ABSENT) } }];
  });

/** A fulfilment as it is kept: open is what conditions, updates, filters and indexes name; the rest is packed. */
const packedFulfilment = ({
  id,
  version,
  status,
  locationId,
  waveId,
  manifestId,
  slot,
  ...rest
}: Fulfilment): Record<string, unknown> => ({
  id,
  version,
  status,
  locationId,
  ...(waveId === undefined ? {} : { waveId }),
  ...(manifestId === undefined ? {} : { manifestId }),
  ...(slot === undefined ? {} : { slot }),
  packed: pack(rest),
});

/** The writes of what differs in an order's parts: fulfilments, payments, refunds, productions. Each is guarded by its own version. */
export const changedPartWrites = (before: Order | undefined, after: Order): Write[] => {
  const pk = orderPk(after.head.id);
  return [
    ...partWrites<Fulfilment>(before?.fulfilments ?? [], after.fulfilments, (part) => ({
      label: 'fulfilment',
      Item: { pk, sk: fulfilmentSk(part.ordinal), ...fulfilmentIndexKeys(part), ...packedFulfilment(part) },
    })),
    ...partWrites(before?.payments ?? [], after.payments, (part) => ({
      label: 'payment',
      Item: { pk, sk: paymentSk(part.id), ...part },
    })),
    ...partWrites(before?.refunds ?? [], after.refunds, (part) => ({
      label: 'refund',
      Item: { pk, sk: refundSk(part.id), ...part },
    })),
    ...partWrites<Production>(before?.productions ?? [], after.productions ?? [], (part) => ({
      label: 'production',
      Item: { pk, sk: productionSk(part.ordinal), ...productionIndexKeys(part), ...part },
    })),
  ];
};

/** Ends the payments and refunds that have gone over to another order, whose transaction this is. */
export const departedPartWrites = (before: Order, after: Order): Write[] => {
  const pk = orderPk(before.head.id);
  const gone = <T extends Versioned>(
    label: string,
    sk: (id: string) => string,
    one: readonly T[],
    two: readonly T[],
  ) =>
    one
      .filter(({ id }) => !two.some((each) => each.id === id))
      .map(
        ({ id, version }): Write => ({ label, remove: { Key: { pk, sk: sk(id) }, ...unchanged(version) } }),
      );
  return [
    ...gone('payment', paymentSk, before.payments, after.payments),
    ...gone('refund', refundSk, before.refunds, after.refunds),
  ];
};

/** Makes a number the order's own. */
export const numberWrite = ({ head }: Order): Write => ({
  label: 'number',
  put: {
    Item: { ...numberKey(head.number), orderId: head.id },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

type RecordContext = { now: Date; random: Random; correlationId?: string; chain?: readonly string[] };

/** The record of what happened: the timeline's entry and the outbox in one. One for all events of a commit. */
export const commitRecord = (
  { head }: Order,
  events: readonly OrderEvent[],
  context: RecordContext,
): CommitRecord => {
  const { id, number, version, channel, shopId, externalId, customerId, stage } = head;
  return {
    commitId: ulid(context.now.getTime(), context.random),
    order: {
      id,
      number,
      version,
      channel,
      ...(shopId === undefined ? {} : { shopId }),
      ...(externalId === undefined ? {} : { externalId }),
      customerId,
      stage,
    },
    events: storedEvents(events),
    ...(context.correlationId ? { correlationId: context.correlationId } : {}),
    ...(context.chain ? { chain: context.chain } : {}),
  };
};

/** The record of what happened as an item of its own. */
export const timelineWrite = (order: Order, events: readonly OrderEvent[], context: RecordContext): Write =>
  recordWrite(commitRecord(order, events, context));
