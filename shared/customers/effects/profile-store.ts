import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Customer } from '../customer.ts';
import { profileKey } from '../customer-keys.ts';

/** The customer in a profile's item. */
export const customerOf = ({ pk: _, sk: __, ...customer }: Record<string, unknown>): Customer =>
  customer as Customer;

/** The customer of this id, as last committed; also one that was merged into another, or erased. */
export const findCustomer = async (table: Table, id: string): Promise<Customer | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: profileKey(id), ConsistentRead: true }),
  );
  return Item && customerOf(Item);
};

/** The customers of these ids, in their order; those that do not exist are left out. */
export const readCustomers = async (table: Table, ids: readonly string[]): Promise<Customer[]> =>
  ids.length === 0
    ? []
    : (await readItems(table, ids.map(profileKey), { ConsistentRead: true })).map(customerOf);
