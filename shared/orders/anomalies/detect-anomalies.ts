import type { Product } from '../../catalog/product.ts';
import type { Customer } from '../../customers/customer.ts';
import type { Policy } from '../../policies/policy.ts';
import { answerBy, defaultAssignee } from '../holds.ts';
import type { Hold, NotedAnomaly } from '../order.ts';
import type { PlaceOrderCommand } from '../place-order-schema.ts';
import type { PricedItem } from '../price-order.ts';
import { addressAnomalies } from './address-anomalies.ts';
import type { Anomaly } from './anomaly.ts';
import { contactAnomalies } from './contact-anomalies.ts';
import { creditAnomalies, type Owing } from './credit-anomalies.ts';
import { duplicateAnomalies } from './duplicate-anomalies.ts';
import { type AlikeOrder, fingerprintOf } from './fingerprint.ts';
import { type PriceLimits, priceAnomalies } from './price-anomalies.ts';
import { type Habits, quantityAnomalies } from './quantity-anomalies.ts';

/** What an order is looked at with. */
export type Surroundings = {
  at: string;
  policy: Policy;
  customer: Pick<Customer, 'id' | 'creditRating' | 'creditLimit'>;
  /** What the customer owes, where they want to pay this order later too. */
  owing?: Owing | undefined;
  products: readonly Product[];
  /** The buyer chose the prices: any difference from the catalogue is looked at. */
  pricesFromBuyer: boolean;
  /** Other ids under which the customer is known. */
  alsoKnownAs?: readonly string[];
  /** Orders that this one may be a duplicate of. */
  suspects: readonly AlikeOrder[];
  /** How the goods were sold and what the customer bought lately. */
  habits: Habits;
};

/** How far prices may lie from what is expected, as this shop says; for a buyer who set them, not at all. */
export const priceLimits = ({ pricing, anomalies }: Policy, pricesFromBuyer: boolean): PriceLimits => ({
  tolerance: pricesFromBuyer ? 0 : pricing.priceTolerance,
  fromShare: pricesFromBuyer ? 0 : pricing.priceDifferenceFromShare,
  recentTolerance: pricing.recentPriceTolerance,
  fromOrders: anomalies.usualFromOrders,
});

/** Everything odd about an order that is coming in. Pure; each detector stands in a file of its own. */
export const findAnomalies = (
  command: PlaceOrderCommand,
  items: readonly PricedItem[],
  {
    at,
    policy,
    customer,
    alsoKnownAs = [],
    owing,
    products,
    pricesFromBuyer,
    suspects,
    habits,
  }: Surroundings,
): Anomaly[] => {
  const { shippingAddress, delivery, channel, paymentTerms } = command;
  const placing = { ...fingerprintOf(command), customerId: customer.id, alsoKnownAs, channel, at };
  return [
    ...priceAnomalies(items, priceLimits(policy, pricesFromBuyer), habits.salesOf),
    ...quantityAnomalies(items, policy.anomalies, habits),
    ...addressAnomalies(shippingAddress, delivery, products),
    ...contactAnomalies(shippingAddress, command.customer, channel),
    ...creditAnomalies(customer, paymentTerms, owing && { ...owing, at, policy }),
    ...duplicateAnomalies(placing, suspects),
  ].filter(({ kind }) => !policy.anomalies.ignore.includes(kind));
};

/** Who places the holds of what is found as an order comes in. */
export const BY_INTAKE = 'system:intake';

/** A reason is for a list; the whole of the evidence stands with the anomaly. */
const LONGEST_REASON = 300;

/** Why an order is held for these, in one line. */
export const reasonOf = (found: readonly Anomaly[]): string =>
  Array.from(found.map(({ reason }) => reason).join('; '))
    .slice(0, LONGEST_REASON)
    .join('');

/** The hold for anomalies of one kind, with the deadline that the policy gives it. */
export const holdFor = (
  kind: Anomaly['kind'],
  found: readonly Anomaly[],
  { at, policy }: Pick<Surroundings, 'at' | 'policy'>,
  own: Pick<Hold, 'id' | 'placedBy'>,
): Hold => ({
  id: own.id,
  kind,
  reason: reasonOf(found),
  placedBy: own.placedBy,
  placedAt: at,
  assignee: defaultAssignee(kind),
  dueAt: answerBy(kind, at, policy),
});

/** Anomalies as the order keeps them, with their hold. */
export const notedWith = (found: readonly Anomaly[], holdId: string): NotedAnomaly[] =>
  found.map(({ kind, code, severity, evidence }) => ({ kind, code, severity, evidence, holdId }));

/** One hold for each kind of anomaly, and the anomalies noted with their hold. */
export const holdsFor = (
  anomalies: readonly Anomaly[],
  context: Pick<Surroundings, 'at' | 'policy'>,
  newHoldId: () => string,
): { holds: Hold[]; noted: NotedAnomaly[] } => {
  const groups = [...Map.groupBy(anomalies, ({ kind }) => kind)].map(([kind, found]) => ({
    hold: holdFor(kind, found, context, { id: newHoldId(), placedBy: BY_INTAKE }),
    found,
  }));
  return {
    holds: groups.map(({ hold }) => hold),
    noted: groups.flatMap(({ hold, found }) => notedWith(found, hold.id)),
  };
};
