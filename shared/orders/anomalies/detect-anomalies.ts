import type { Product } from '../../catalog/product.ts';
import type { Customer } from '../../customers/customer.ts';
import type { Policy } from '../../policies/policy.ts';
import { answerBy, defaultAssignee } from '../holds.ts';
import type { Hold, HoldKind, NotedAnomaly } from '../order.ts';
import type { PlaceOrderCommand } from '../place-order-schema.ts';
import type { PricedItem } from '../price-order.ts';
import { addressAnomalies } from './address-anomalies.ts';
import type { Anomaly } from './anomaly.ts';
import { contactAnomalies } from './contact-anomalies.ts';
import { creditAnomalies } from './credit-anomalies.ts';
import { duplicateAnomalies } from './duplicate-anomalies.ts';
import { type AlikeOrder, fingerprintOf } from './fingerprint.ts';
import { type PriceLimits, priceAnomalies } from './price-anomalies.ts';
import { type Habits, quantityAnomalies } from './quantity-anomalies.ts';

/** What an order is looked at with. */
export type Surroundings = {
  at: string;
  policy: Policy;
  customer: Pick<Customer, 'id' | 'creditRating'>;
  products: readonly Product[];
  /** The buyer chose the prices: any difference from the catalogue is looked at. */
  pricesFromBuyer: boolean;
  /** Orders that this one may be a duplicate of. */
  suspects: readonly AlikeOrder[];
  /** How the goods were sold and what the customer bought lately. */
  habits: Habits;
};

const priceLimits = ({ pricing, anomalies }: Policy, pricesFromBuyer: boolean): PriceLimits => ({
  tolerance: pricesFromBuyer ? 0 : pricing.priceTolerance,
  fromShare: pricesFromBuyer ? 0 : pricing.priceDifferenceFromShare,
  recentTolerance: pricing.recentPriceTolerance,
  fromOrders: anomalies.usualFromOrders,
});

/** Everything odd about an order that is coming in. Pure; each detector stands in a file of its own. */
export const findAnomalies = (
  command: PlaceOrderCommand,
  items: readonly PricedItem[],
  { at, policy, customer, products, pricesFromBuyer, suspects, habits }: Surroundings,
): Anomaly[] => {
  const { shippingAddress, delivery, channel, paymentTerms } = command;
  const placing = { ...fingerprintOf(command), customerId: customer.id, channel, at };
  return [
    ...priceAnomalies(items, priceLimits(policy, pricesFromBuyer), habits.salesOf),
    ...quantityAnomalies(items, policy.anomalies, habits),
    ...addressAnomalies(shippingAddress, delivery, products),
    ...contactAnomalies(shippingAddress, command.customer, channel),
    ...creditAnomalies(customer, paymentTerms),
    ...duplicateAnomalies(placing, suspects),
  ].filter(({ kind }) => !policy.anomalies.ignore.includes(kind));
};

/** A reason is for a list; the whole of the evidence stands with the anomaly. */
const LONGEST_REASON = 300;

/** One hold for each kind of anomaly, with the deadline that the policy gives it, and the anomalies noted with their hold. */
export const holdsFor = (
  anomalies: readonly Anomaly[],
  { at, policy }: Pick<Surroundings, 'at' | 'policy'>,
  newHoldId: () => string,
): { holds: Hold[]; noted: NotedAnomaly[] } => {
  const byKind = Map.groupBy(anomalies, ({ kind }) => kind);
  const holds = [...byKind].map(
    ([kind, found]): Hold => ({
      id: newHoldId(),
      kind,
      reason: Array.from(found.map(({ reason }) => reason).join('; '))
        .slice(0, LONGEST_REASON)
        .join(''),
      placedBy: 'system:intake',
      placedAt: at,
      assignee: defaultAssignee(kind),
      dueAt: answerBy(kind, at, policy),
    }),
  );
  const holdOf = (kind: HoldKind): string => holds.find((hold) => hold.kind === kind)?.id ?? '';
  const noted = anomalies.map(({ kind, code, severity, evidence }) => ({
    kind,
    code,
    severity,
    evidence,
    holdId: holdOf(kind),
  }));
  return { holds, noted };
};
