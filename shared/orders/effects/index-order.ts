import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { isProblem, type Problem, versionConflict } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Table } from '../../runtime/table.ts';
import { transact } from '../../runtime/transact.ts';
import { entryKey, lastingNames } from '../listing/listing-entries.ts';
import { HEAD, orderPk, UNDER } from '../order-keys.ts';
import { loadOrder, loadOrderSince } from './load-order.ts';

const ATTEMPTS = 12;
/** Entries after which it is remembered how far it came: whoever goes on after a run that ended begins there. */
const REMEMBERED_EACH = 250;
/** Writes that are under way at a time; an order of 1,000 products has as many entries. */
const AT_A_TIME = 20;

/**
 * What an order is listed under, as its partition remembers it: `leaving` are names that it was under, whose entries may
 * still be there.
 */
export type Listed = { version: number; names: readonly string[]; leaving: readonly string[] };

const NOWHERE: Listed = { version: 0, names: [], leaving: [] };

/**
 * Brings the entries of an order's contacts and goods in line with the order. May run twice, late, and beside itself: it
 * remembers under a version what it wrote, and reads that before it reads the order, so that who knows less begins again.
 * Entries come before they are remembered and go after, so that a broken run is made good by the next. `since`: a version
 * of the order that is known of. A first look then asks any copy of the table, at half the price, and takes it that nothing
 * is remembered of a new order; who meets somebody else's work looks at what was committed.
 */
export const indexOrder = async (
  { table, random }: Deps,
  orderId: string,
  since?: number,
): Promise<Problem | undefined> => {
  const put = new Set<string>();
  const removed = new Set<string>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const cheaply = attempt === 0 && since !== undefined;
    const listed = cheaply && since === 1 ? NOWHERE : await readListed(table, orderId, !cheaply);
    const order = await (cheaply ? loadOrderSince(table, orderId, since) : loadOrder(table, orderId));
    if (isProblem(order)) return order;
    const names = lastingNames(order);
    const wanted = new Set(names);
    const known = new Set(listed.names.filter((name) => !removed.has(name)));
    const missing = names.filter((name) => !known.has(name));
    const leaving = [...new Set([...listed.names, ...listed.leaving, ...put])].filter(
      (name) => !wanted.has(name),
    );
    if (missing.length + leaving.length === 0) return undefined;
    const next = missing.slice(0, REMEMBERED_EACH);
    await inTurns(next, (name) =>
      transact(table, [{ label: 'entry', put: { Item: entryKey(name, orderId) } }], random),
    );
    for (const name of next) {
      put.add(name);
      removed.delete(name);
    }
    const later = new Set(missing.slice(REMEMBERED_EACH));
    const there = later.size > 0 ? names.filter((name) => !later.has(name)) : names;
    const remember = (version: number, left: readonly string[]) =>
      transact(table, [listedWrite(orderId, { version, names: there, leaving: left })], random);
    if (!(await remember(listed.version + 1, leaving)).committed || later.size > 0) continue;
    await inTurns(leaving, (name) =>
      transact(table, [{ label: 'entry', remove: { Key: entryKey(name, orderId) } }], random),
    );
    for (const name of leaving) removed.add(name);
    if (leaving.length > 0 && !(await remember(listed.version + 2, [])).committed) continue;
    // Nobody finds nothing to do where nothing is remembered: who knows a newer order comes after this, or undid it.
    if (listed.version === 0) return undefined;
    // Whoever found nothing to do meanwhile may have known a newer order.
    if ((await readVersion(table, orderId)) === order.head.version) return undefined;
  }
  return versionConflict('order');
};

const readListed = async (table: Table, orderId: string, ConsistentRead: boolean): Promise<Listed> => {
  const Key = { pk: orderPk(orderId), sk: UNDER };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead }));
  return (Item as Listed | undefined) ?? NOWHERE;
};

const readVersion = async (table: Table, orderId: string): Promise<unknown> => {
  const Key = { pk: orderPk(orderId), sk: HEAD };
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key,
      ConsistentRead: true,
      ProjectionExpression: '#version',
      ExpressionAttributeNames: { '#version': 'version' },
    }),
  );
  return Item?.version;
};

const listedWrite = (orderId: string, listed: Listed) => ({
  label: 'listed',
  put: {
    Item: { pk: orderPk(orderId), sk: UNDER, ...listed },
    ConditionExpression: 'attribute_not_exists(pk) OR version = :read',
    ExpressionAttributeValues: { ':read': listed.version - 1 },
  },
});

const inTurns = async (names: readonly string[], work: (name: string) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < names.length; at += AT_A_TIME)
    await Promise.all(names.slice(at, at + AT_A_TIME).map(work));
};
