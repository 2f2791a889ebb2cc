import { shardOf } from '../../kernel/ids.ts';
import { roleOf } from '../confirmations.ts';
import { partsOf } from '../needs-of.ts';
import type { Order, OrderHead } from '../order.ts';
import { INDEX_SHARDS } from '../order-keys.ts';
import { emailSign, isSearchablePhone, phoneSign } from './contact-signs.ts';
import { answererOf, holdsToAnswer } from './open-holds.ts';

/**
 * What an order is listed under that it may be under several times, and so cannot be an attribute of one of its items: an
 * entry is a small item `LISTED#<name>#<shard>`, whose sort key ends in the order's id.
 */
export type EntryKey = { pk: string; sk: string };

export const LISTED = 'LISTED#';

export const phoneName = (phone: string): string => `PHONE#${phoneSign(phone)}`;
export const emailName = (email: string): string => `EMAIL#${emailSign(email)}`;
export const skuName = (sku: string): string => `SKU#${sku}`;
export const holdName = (kind: string): string => `HOLD#${kind}`;
export const confirmationName = (role: string): string => `CONFIRM#${role}`;
export const assigneeName = (assignee: string): string => `ASSIGNEE#${assignee}`;

/** The partition of a name; each is spread over shards, so that goods that everybody buys do not make one partition hot. */
export const listedPk = (name: string, shard: number): string => `${LISTED}${name}#${shard}`;

/** An order's entry under a name; `place` sorts before its id. */
export const entryKey = (name: string, orderId: string, place?: string): EntryKey => ({
  pk: listedPk(name, shardOf(orderId, INDEX_SHARDS)),
  sk: place === undefined ? orderId : `${place}#${orderId}`,
});

/** The order that an entry stands for. */
export const orderIdOf = (sk: string): string => sk.slice(sk.lastIndexOf('#') + 1);

/** The name that an entry's partition stands for. */
export const nameOf = (pk: string): string => pk.slice(LISTED.length, pk.lastIndexOf('#'));

/**
 * Under which names an order is found for as long as it is kept: its buyer's and recipient's contacts, its goods, and what
 * bundles are made of.
 */
export const lastingNames = ({ body, lines }: Pick<Order, 'body' | 'lines'>): string[] => {
  const { customer, shippingAddress } = body;
  const phones = [customer.phone, shippingAddress.phone].filter((phone) => phone !== undefined);
  return [
    ...new Set([
      ...phones.filter(isSearchablePhone).map(phoneName),
      ...(customer.email === undefined ? [] : [emailName(customer.email)]),
      ...lines.flatMap((line) => [line.sku, ...partsOf(line).map(({ sku }) => sku)]).map(skuName),
    ]),
  ].sort();
};

/** Sorts after every deadline. */
const NO_DEADLINE = '~';

/**
 * The entries of what an order waits for: its open holds by their kinds, and by who is to answer them, the most urgent
 * first; what is not confirmed by the roles that look after it. They change in the transaction that changes those.
 */
export const holdEntries = (
  head: Pick<OrderHead, 'id' | 'status' | 'holds' | 'confirmations'>,
): EntryKey[] => {
  const holds = holdsToAnswer(head);
  const kinds = new Set(holds.map(({ kind }) => kind));
  const answerers = Map.groupBy(holds, answererOf);
  const unconfirmed = head.status === 'open' ? (head.confirmations ?? []) : [];
  return [
    ...[...Map.groupBy(unconfirmed, roleOf)].map(([role, own]) =>
      entryKey(confirmationName(role), head.id, own.map(({ dueAt }) => dueAt).sort()[0]),
    ),
    ...[...kinds].map((kind) => entryKey(holdName(kind), head.id)),
    ...[...answerers].map(([assignee, own]) => {
      const [first = NO_DEADLINE] = own.map(({ dueAt }) => dueAt ?? NO_DEADLINE).sort();
      return entryKey(assigneeName(assignee), head.id, first);
    }),
  ];
};
