import { contactKeys } from '../../customers/contact-keys.ts';
import { guestContacts } from '../../customers/contacts.ts';
import type { CreditStanding } from '../../customers/credit.ts';
import { type Customer, idsOf, UNJUDGED } from '../../customers/customer.ts';
import { readCredit } from '../../customers/effects/credit-store.ts';
import { findIdByContact, newCustomerWrites } from '../../customers/effects/customer-store.ts';
import { followMerges } from '../../customers/effects/family-store.ts';
import { findCustomer } from '../../customers/effects/profile-store.ts';
import { readPurchases } from '../../habits/effects/habit-store.ts';
import { type CustomerHabits, NO_PURCHASES } from '../../habits/habits.ts';
import { newId, type Random } from '../../kernel/ids.ts';
import { type Problem, validationFailed } from '../../kernel/problem.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { PlaceOrderCommand } from '../place-order-schema.ts';
import type { Freshness } from './load-order.ts';
import { readLatestIds } from './same-buyer-store.ts';

/** The buyer, and the writes that make them known when this is their first order. */
export type ResolvedCustomer = {
  /** With the id under which they were recognised, and what holds of the person they are known to be by now. */
  customer: Customer;
  /** Other ids under which they are known, where customers were found to be the same person. */
  alsoKnownAs?: readonly string[];
  /** What they bought lately. */
  purchases: CustomerHabits;
  /** The ids of their latest orders. */
  latestIds: readonly string[];
  /** What they owe, where they want to pay later. */
  credit?: CreditStanding | undefined;
  writes: readonly Write[];
};

/**
 * Finds who buys: by the id given, else by their contacts (see `findIdByContact`), else they are new. An order stands
 * under the id by which its buyer was recognised, also when that customer was merged into another since: only so can a
 * merge be undone. `lately` will do for a first look: who is taken for new by mistake is stopped by the write.
 */
export const resolveCustomer = async (
  table: Table,
  command: PlaceOrderCommand,
  now: Date,
  random: Random,
  freshness: Freshness,
): Promise<ResolvedCustomer | Problem> => {
  const { customer: asked, channel, shopId } = command;
  const id = asked.id ?? (await findIdByContact(table, channel, shopId, asked, freshness));
  const known = id === undefined ? undefined : await recognised(table, id, command);
  if (known) return known;
  if (asked.id !== undefined)
    return validationFailed([
      { path: '/customer/id', code: 'unknown_customer', message: 'is not a customer' },
    ]);
  const { id: _, channelCustomerId: __, ...contact } = asked;
  const contacts = guestContacts(asked, channel, shopId);
  const customer: Customer = {
    id: newId('cus', now, random),
    version: 1,
    ...contact,
    ...(contacts.length === 0 ? {} : { contacts }),
    ...UNJUDGED,
    addresses: [],
  };
  return {
    customer,
    purchases: NO_PURCHASES,
    latestIds: [],
    writes: newCustomerWrites(customer, contactKeys(channel, shopId, asked)),
  };
};

const recognised = async (
  table: Table,
  id: string,
  { paymentTerms }: PlaceOrderCommand,
): Promise<ResolvedCustomer | undefined> => {
  const [own, purchases, latestIds] = await Promise.all([
    findCustomer(table, id),
    readPurchases(table, id),
    readLatestIds(table, id),
  ]);
  const person = own?.mergedInto === undefined ? own : await followMerges(table, own.mergedInto);
  if (!person || person.erasure) return undefined;
  const others = idsOf(person).filter((each) => each !== id);
  const theirs = await Promise.all(others.map((each) => readLatestIds(table, each)));
  return {
    customer: { ...person, id },
    ...(others.length > 0 ? { alsoKnownAs: others } : {}),
    purchases,
    latestIds: [...latestIds, ...theirs.flat()],
    credit: paymentTerms === 'credit' ? await readCredit(table, idsOf(person)) : undefined,
    writes: [],
  };
};
