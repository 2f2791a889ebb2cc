import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../runtime/table.ts';
import { CONTACT_KINDS, type ContactKind, contactPartition } from '../contact-keys.ts';
import { type Person, readPerson } from './person-store.ts';

/** Customers whom one contact may lead to; more would not help anybody to find somebody. */
const MOST = 20;

/** The persons whom all of these contacts lead to, whether proved or not; each once, and nobody who was erased. */
export const findPersons = async (
  table: Table,
  contacts: Partial<Record<ContactKind, string>>,
): Promise<Person[]> => {
  const sought = CONTACT_KINDS.flatMap((kind) => {
    const value = contacts[kind];
    return value === undefined ? [] : [{ kind, value }];
  });
  const found = await Promise.all(sought.map(({ kind, value }) => idsBehind(table, kind, value)));
  const ids = [...new Set(found.flat())].slice(0, MOST);
  const persons = await Promise.all(ids.map(async (id) => ({ id, person: await readPerson(table, id) })));
  const byContact = found.map((behind) =>
    persons.flatMap(({ id, person }) => (person && behind.includes(id) ? [person.customer.id] : [])),
  );
  const unique = new Map(persons.flatMap(({ person }) => (person ? [[person.customer.id, person]] : [])));
  return [...unique.values()].filter(
    ({ customer }) => !customer.erasure && byContact.every((behind) => behind.includes(customer.id)),
  );
};

const idsBehind = async (table: Table, kind: ContactKind, value: string): Promise<string[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': contactPartition(kind, value) },
      Limit: MOST * 2,
      ConsistentRead: true,
    }),
  );
  return [...new Set(Items.map(({ customerId }) => customerId as string))];
};
