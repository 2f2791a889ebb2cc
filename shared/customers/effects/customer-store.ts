import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor } from '../../kernel/actor.ts';
import { isProblem, type Problem, problem } from '../../kernel/problem.ts';
import { lettersFor } from '../../orders/letters-for.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { type Contact, type ContactKey, contactKeys, SHOP, VERIFIED, verifiedKeys } from '../contact-keys.ts';
import { claimsOf } from '../contacts.ts';
import { type Customer, idsOf } from '../customer.ts';
import { changeOf } from '../customer-events.ts';
import { profileKey } from '../customer-keys.ts';
import type { PutCustomer } from '../customer-schema.ts';
import { putCustomer } from '../put-customer.ts';
import { customerEventWrite } from './customer-timeline-store.ts';
import { followMerges, readMembers } from './family-store.ts';
import { findCustomer } from './profile-store.ts';
import { lookSoon } from './standing-store.ts';

/** The label of a contact's claim; a failure of it means: another first order of this contact was quicker. */
export const CONTACT_LABEL = 'customer contact';

const ownerOf = async (table: Table, Key: ContactKey): Promise<string | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  return Item?.customerId as string | undefined;
};

/** Everything that leads from a contact to somebody, by its sort key: one query a contact, however it is known. */
const leadsOf = async (table: Table, pk: string, ConsistentRead: boolean): Promise<Map<string, string>> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': pk, ':first': SHOP, ':last': VERIFIED },
      ConsistentRead,
    }),
  );
  return new Map(Items.map(({ sk, customerId }) => [sk as string, customerId as string]));
};

/**
 * Whom a shop knows by these contacts, under the id that they lead to: by the channel's own id; else by contacts that are
 * proved to be somebody's, if all that are lead to one; else by the telephone number or e-mail address of an earlier
 * order in this very shop. One round trip, the contacts at once; what is asked about the customer is read after it, because
 * the tier must be today's. `lately`: as some copy knows it, at half the price; who is taken for new by that is stopped by
 * the condition on the contact ({@link newCustomerWrites}).
 */
export const findIdByContact = async (
  table: Table,
  channel: string,
  shopId: string | undefined,
  contact: Contact,
  freshness: 'committed' | 'lately' = 'committed',
): Promise<string | undefined> => {
  const inShop = contactKeys(channel, shopId, contact);
  const leads = new Map(
    await Promise.all(
      inShop.map(async ({ pk }) => [pk, await leadsOf(table, pk, freshness === 'committed')] as const),
    ),
  );
  const ownersOf = (keys: readonly ContactKey[]) => keys.map(({ pk, sk }) => leads.get(pk)?.get(sk));
  const known = ownersOf(inShop);
  const proved = ownersOf(verifiedKeys(contact)).filter((owner) => owner !== undefined);
  const byChannel = contact.channelCustomerId === undefined ? undefined : known[0];
  return byChannel ?? (await onlyOne(table, proved)) ?? known.find((id) => id !== undefined);
};

/** The first of these if they are one person; contacts of two persons in one order prove neither. */
const onlyOne = async (table: Table, ids: readonly string[]): Promise<string | undefined> => {
  const [first, ...others] = [...new Set(ids)];
  if (first === undefined || others.length === 0) return first;
  const persons = await Promise.all([first, ...others].map((id) => followMerges(table, id)));
  return new Set(persons.map((person) => person?.id)).size === 1 ? first : undefined;
};

/**
 * The writes of a new customer and the contacts they are known by. Of two first orders of one contact at once only one
 * gets through ({@link CONTACT_LABEL}); the other finds the customer when it looks again.
 */
export const newCustomerWrites = (customer: Customer, contacts: readonly ContactKey[]): Write[] => [
  customerWrite(customer),
  ...contacts.map((key) => ({
    label: CONTACT_LABEL,
    put: {
      Item: { ...key, customerId: customer.id },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  })),
];

/** Creates or replaces a customer, as far as the actor may, with the contacts they are found by and the timeline. */
export const saveCustomer = async (
  deps: Deps,
  id: string,
  wanted: PutCustomer,
  { actor, ifMatch }: { actor: Actor; ifMatch?: number },
): Promise<{ document: Customer; isNew: boolean; isReachedAnew: boolean } | Problem> => {
  const { table, now, random } = deps;
  const at = now().toISOString();
  let inherited: Customer[] = [];
  let isFreed = false;
  let isReachedAnew = false;
  const saved = await replaceDocument(deps, {
    what: 'customer',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await findCustomer(table, id);
      inherited = document ? await readMembers(table, document) : [];
      return { ...(document ? { document } : {}), context: await takenContacts(table, id, wanted) };
    },
    decide: (before) =>
      putCustomer(before, id, wanted, {
        actor,
        at,
        inherited: inherited.flatMap(({ contacts = [] }) => contacts),
      }),
    writes: (next, before, taken) => {
      const refused = contactTaken(next, taken);
      if (refused) return refused;
      isFreed = before?.tierPinned === true && !next.tierPinned;
      isReachedAnew = before !== undefined && lettersFor(before).letters !== lettersFor(next).letters;
      return [
        customerWrite(next),
        ...claimWrites(before, next),
        customerEventWrite(
          id,
          {
            type: before ? 'changed' : 'created',
            at,
            actor: actor.name,
            ...(wanted.reason === undefined ? {} : { reason: wanted.reason }),
            data: changeOf(before, next),
          },
          random,
        ),
      ];
    },
  });
  // Rules may have another tier for them now; if this is lost, they are looked at when they buy next.
  if (isFreed && !isProblem(saved)) await lookSoon(table, idsOf(saved.document), at);
  return isProblem(saved) ? saved : { ...saved, isReachedAnew };
};

/** Which of the contacts that are wanted as proved, or as a channel's id, are somebody else's. */
const takenContacts = async (
  table: Table,
  id: string,
  { contacts = [] }: PutCustomer,
): Promise<{ key: ContactKey; owner: string }[]> => {
  const sought = contacts.filter(({ verified, kind }) => verified || kind === 'channel');
  const keys = claimsOf({
    id,
    contacts: sought.map(({ kind, value, channel, shopId }) => ({
      kind,
      value,
      verified: kind !== 'channel',
      ...(kind === 'channel' && channel ? { channel } : {}),
      ...(kind === 'channel' && shopId ? { shopId } : {}),
    })),
  });
  const owners = await Promise.all(keys.map(async (key) => ({ key, owner: await ownerOf(table, key) })));
  return owners.flatMap(({ key, owner }) => (owner === undefined || owner === id ? [] : [{ key, owner }]));
};

const contactTaken = (
  next: Customer,
  taken: readonly { key: ContactKey; owner: string }[],
): Problem | undefined => {
  const claims = claimsOf(next);
  const found = taken.find(({ key }) => claims.some(({ pk, sk }) => pk === key.pk && sk === key.sk));
  return (
    found &&
    problem(409, 'contact_taken', 'This contact is another customer’s', {
      detail: `It is proved to be ${found.owner}'s. If they are the same person, merge them.`,
      extra: { customerId: found.owner },
    })
  );
};

/** Claims what a customer is found by now, and gives up what they are not found by any more. */
export const claimWrites = (before: Customer | undefined, after: Customer): Write[] => {
  const named = (key: ContactKey): string => `${key.pk}\n${key.sk}`;
  const earlier = new Set(before ? claimsOf(before).map(named) : []);
  const later = new Set(claimsOf(after).map(named));
  return [
    ...claimsOf(after)
      .filter((key) => !earlier.has(named(key)))
      .map(
        (key): Write => ({
          label: CONTACT_LABEL,
          put: {
            Item: { ...key, customerId: after.id },
            ConditionExpression: 'attribute_not_exists(pk) OR customerId = :self',
            ExpressionAttributeValues: { ':self': after.id },
          },
        }),
      ),
    ...(before ? claimsOf(before) : [])
      .filter((key) => !later.has(named(key)))
      .map(
        (key): Write => ({
          label: CONTACT_LABEL,
          remove: {
            Key: key,
            ConditionExpression: 'attribute_not_exists(pk) OR customerId = :self',
            ExpressionAttributeValues: { ':self': after.id },
          },
        }),
      ),
  ];
};

/** A customer over the version that was read; 1 means that there was none. */
export const customerWrite = (next: Customer): Write => ({
  label: 'customer',
  put: {
    Item: { ...profileKey(next.id), ...next },
    ...(next.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': next.version - 1 } }),
  },
});
