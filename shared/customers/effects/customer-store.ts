import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor } from '../../kernel/actor.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { type Contact, type ContactKey, contactKeys } from '../contact-keys.ts';
import type { Customer } from '../customer.ts';
import type { PutCustomer } from '../customer-schema.ts';
import { putCustomer } from '../put-customer.ts';

/** The label of a contact's claim; a failure of it means: another first order of this contact was quicker. */
export const CONTACT_LABEL = 'customer contact';

const keyOf = (id: string) => ({ pk: `CUSTOMER#${id}`, sk: 'CUSTOMER' });

const readItem = async (
  table: Table,
  Key: Record<string, string>,
): Promise<Record<string, unknown> | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  return Item;
};

/** The customer of this id, as last committed. */
export const findCustomer = async (table: Table, id: string): Promise<Customer | undefined> => {
  const item = await readItem(table, keyOf(id));
  if (!item) return undefined;
  const { pk: _, sk: __, ...customer } = item;
  return customer as Customer;
};

/**
 * The customer whom a shop knows by this telephone number, or else by this e-mail address. Two round trips: the
 * contacts at once, then the customer, whose tier must be today's.
 */
export const findCustomerByContact = async (
  table: Table,
  channel: string,
  shopId: string | undefined,
  contact: Contact,
): Promise<Customer | undefined> => {
  const keys = contactKeys(channel, shopId, contact);
  const [surest] = (await Promise.all(keys.map((key) => readItem(table, key)))).filter((item) => item);
  return surest && findCustomer(table, surest.customerId as string);
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

/** Creates or replaces a customer, as far as the actor may. */
export const saveCustomer = (
  deps: Deps,
  id: string,
  wanted: PutCustomer,
  { actor, ifMatch }: { actor: Actor; ifMatch?: number },
): Promise<{ document: Customer; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'customer',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await findCustomer(deps.table, id);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before) => putCustomer(before, id, wanted, actor),
    writes: (next) => [customerWrite(next)],
  });

const customerWrite = (next: Customer): Write => ({
  label: 'customer',
  put: {
    Item: { ...keyOf(next.id), ...next },
    ...(next.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': next.version - 1 } }),
  },
});
