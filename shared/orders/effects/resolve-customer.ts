import { contactKeys } from '../../customers/contact-keys.ts';
import { type Customer, UNJUDGED } from '../../customers/customer.ts';
import {
  findCustomer,
  findCustomerByContact,
  newCustomerWrites,
} from '../../customers/effects/customer-store.ts';
import { newId, type Random } from '../../kernel/ids.ts';
import { type Problem, validationFailed } from '../../kernel/problem.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { PlaceOrderCommand } from '../place-order-schema.ts';

/** The buyer, and the writes that make them known when this is their first order. */
export type ResolvedCustomer = { customer: Customer; writes: readonly Write[] };

/**
 * Finds who buys: by the id given, else by the contact they used on this channel and shop before, else they are new.
 * A contact is not proof of a person, so contacts of different channels are not joined here.
 */
export const resolveCustomer = async (
  table: Table,
  { customer: { id, ...contact }, channel, shopId }: PlaceOrderCommand,
  now: Date,
  random: Random,
): Promise<ResolvedCustomer | Problem> => {
  if (id !== undefined) {
    const customer = await findCustomer(table, id);
    return customer
      ? { customer, writes: [] }
      : validationFailed([{ path: '/customer/id', code: 'unknown_customer', message: 'is not a customer' }]);
  }
  const known = await findCustomerByContact(table, channel, shopId, contact);
  if (known) return { customer: known, writes: [] };
  const customer: Customer = {
    id: newId('cus', now, random),
    version: 1,
    ...contact,
    ...UNJUDGED,
    addresses: [],
  };
  return { customer, writes: newCustomerWrites(customer, contactKeys(channel, shopId, contact)) };
};
