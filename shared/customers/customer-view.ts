import { type Actor, isStaff } from '../kernel/actor.ts';
import type { Customer } from './customer.ts';

/** The customer as the API shows it to this caller: what staff wrote about them is for staff. */
export const customerView = (customer: Customer, actor: Actor): Customer => {
  if (isStaff(actor)) return customer;
  const { notes: _, ...shown } = customer;
  return shown;
};
