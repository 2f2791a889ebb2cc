import type { Table } from '../../runtime/table.ts';
import type { Customer } from '../customer.ts';
import { findCustomer, readCustomers } from './profile-store.ts';

/** Merges that led one after the other from a customer to the one they go on as; more than a person would make. */
export const MOST_MERGES = 50;

/** From a customer to the one as whom they go on; themselves where they were not merged. One read where they were not. */
export const followMerges = async (table: Table, id: string): Promise<Customer | undefined> => {
  let customer = await findCustomer(table, id);
  for (let step = 0; step < MOST_MERGES && customer?.mergedInto !== undefined; step++)
    customer = await findCustomer(table, customer.mergedInto);
  return customer;
};

/** The customers that stand for the same person below this one; no read where there are none. */
export const readMembers = (table: Table, { members = [] }: Customer): Promise<Customer[]> =>
  readCustomers(table, members);
