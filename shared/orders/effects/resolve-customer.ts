import { contactKeys } from '../../customers/contact-keys.ts';
import { type Customer, UNJUDGED } from '../../customers/customer.ts';
import { findIdByContact, newCustomerWrites } from '../../customers/effects/customer-store.ts';
import { findCustomer } from '../../customers/effects/profile-store.ts';
import { readPurchases } from '../../habits/effects/habit-store.ts';
import { type CustomerHabits, NO_PURCHASES } from '../../habits/habits.ts';
import { newId, type Random } from '../../kernel/ids.ts';
import { type Problem, validationFailed } from '../../kernel/problem.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { PlaceOrderCommand } from '../place-order-schema.ts';

/** The buyer, and the writes that make them known when this is their first order. */
export type ResolvedCustomer = {
  customer: Customer;
  /** What they bought lately. */
  purchases: CustomerHabits;
  writes: readonly Write[];
};

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
    const [customer, purchases] = await Promise.all([findCustomer(table, id), readPurchases(table, id)]);
    return customer
      ? { customer, purchases, writes: [] }
      : validationFailed([{ path: '/customer/id', code: 'unknown_customer', message: 'is not a customer' }]);
  }
  const knownId = await findIdByContact(table, channel, shopId, contact);
  const [known, purchases] =
    knownId === undefined
      ? []
      : await Promise.all([findCustomer(table, knownId), readPurchases(table, knownId)]);
  if (known && purchases) return { customer: known, purchases, writes: [] };
  const customer: Customer = {
    id: newId('cus', now, random),
    version: 1,
    ...contact,
    ...UNJUDGED,
    addresses: [],
  };
  return {
    customer,
    purchases: NO_PURCHASES,
    writes: newCustomerWrites(customer, contactKeys(channel, shopId, contact)),
  };
};
