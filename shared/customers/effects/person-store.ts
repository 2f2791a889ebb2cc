import type { Table } from '../../runtime/table.ts';
import { type Customer, idsOf } from '../customer.ts';
import { type Standing, standingOfAll } from '../standing.ts';
import { followMerges, readMembers } from './family-store.ts';
import { readStandings } from './standing-store.ts';

/** A person: the customer who goes on, those who were merged into them, and what they bought and owe together. */
export type Person = { customer: Customer; members: Customer[]; standing: Standing };

/** The person behind a customer id, also one that was merged. Two round trips, and one for each merge on the way. */
export const readPerson = async (table: Table, id: string): Promise<Person | undefined> => {
  const customer = await followMerges(table, id);
  return customer && { customer, ...(await readRest(table, customer)) };
};

/** What belongs to a customer who goes on. */
export const readRest = async (table: Table, customer: Customer): Promise<Omit<Person, 'customer'>> => {
  const [members, standings] = await Promise.all([
    readMembers(table, customer),
    readStandings(table, idsOf(customer)),
  ]);
  return { members, standing: standingOfAll(standings) };
};
