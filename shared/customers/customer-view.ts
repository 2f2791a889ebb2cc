import { type Actor, isStaff } from '../kernel/actor.ts';
import { money } from '../kernel/money.ts';
import type { Customer } from './customer.ts';
import type { Standing } from './standing.ts';

const amountsOf = (byCurrency: Readonly<Record<string, number>>) =>
  Object.entries(byCurrency).map(([currency, amount]) => money(amount, currency));

/**
 * The customer as the API shows it to this caller: what staff wrote about them is for staff. `members` are those that were
 * merged into them, whose contacts are theirs; `standing` is what they bought and owe in all.
 */
export const customerView = (
  customer: Customer,
  actor: Actor,
  { members = [], standing }: { members?: readonly Customer[]; standing?: Standing } = {},
) => {
  const { id, version, name, phone, email, language, preferences, addresses, notes, erasure } = customer;
  const { tier, tierPinned, creditRating, creditLimit, mergedFrom } = customer;
  return {
    id,
    version,
    name,
    phone,
    email,
    language,
    preferences,
    contacts: [customer, ...members].flatMap(({ contacts = [] }) => contacts),
    tier,
    tierPinned: tierPinned === true,
    creditRating,
    creditLimit,
    ...(standing
      ? {
          outstanding: amountsOf(standing.outstanding),
          habits: {
            orders: standing.orders,
            lastOrderAt: standing.lastOrderAt,
            value: amountsOf(standing.value),
          },
        }
      : {}),
    addresses,
    mergedFrom,
    ...(isStaff(actor) && notes !== undefined ? { notes } : {}),
    ...(erasure
      ? {
          erasure: {
            requestedAt: erasure.requestedAt,
            reason: erasure.reason,
            ...(erasure.doneAt === undefined ? {} : { doneAt: erasure.doneAt }),
          },
        }
      : {}),
  };
};
