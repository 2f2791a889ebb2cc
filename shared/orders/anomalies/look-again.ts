import type { Product } from '../../catalog/product.ts';
import type { CreditStanding } from '../../customers/credit.ts';
import type { Customer } from '../../customers/customer.ts';
import { money } from '../../kernel/money.ts';
import { boughtOf } from '../../promotions/due-gifts.ts';
import type { Part } from '../amend/amend-rules.ts';
import { itemsOf } from '../amend/items-of.ts';
import { goodsOf } from '../bundle-parts.ts';
import type { DecisionContext } from '../decision.ts';
import { dueOf } from '../derive-axes.ts';
import { heldEvent, MAX_OPEN_HOLDS, openHolds, releaseHolds } from '../holds.ts';
import type { Hold, Order } from '../order.ts';
import type { OrderEvent } from '../order-events.ts';
import { isGone } from '../possible-operations.ts';
import { addressAnomalies } from './address-anomalies.ts';
import type { Anomaly } from './anomaly.ts';
import { contactAnomalies } from './contact-anomalies.ts';
import { creditAnomalies } from './credit-anomalies.ts';
import { holdFor, notedWith, priceLimits, reasonOf } from './detect-anomalies.ts';
import { priceAnomalies } from './price-anomalies.ts';
import { type Habits, quantityAnomalies } from './quantity-anomalies.ts';

/** What of a product is looked at again, and what it asks to be confirmed. */
type Goods = Pick<Product, 'traits' | 'confirmBeforeRelease'> & Partial<Pick<Product, 'weightGrams'>>;

/** What a changed order is looked at with: what its goods are like, and what is usual of them and of the customer. */
export type Around = {
  productOf: (sku: string) => Goods | undefined;
  habits: Habits;
  /** For an order on credit terms: the customer, and what they owe in all, this order as it was included. */
  credit?: { customer: Pick<Customer, 'creditRating' | 'creditLimit'>; owed: CreditStanding };
};

type Kind = Anomaly['kind'];

/** Which kinds a change can bring or take away. Who was alike at intake is not asked again here. */
const TOUCHED: Partial<Record<Part, readonly Kind[]>> = {
  lines: ['price', 'quantity', 'address', 'credit'],
  shippingAddress: ['address', 'contact'],
  delivery: ['address'],
  customer: ['contact'],
};

/** Anomalies that an order keeps noted. */
const NOTED = 40;

/** Who holds and releases here: nobody but the look itself. The event of the change says whose change it was. */
const ACTOR = 'system:amendment';

const SOLVED = 'solved by a change of the order';

/**
 * Looks for anomalies again after a change, in what it touched. What the change brought is held, once for each kind: with
 * the hold that is open for it, else with a new one. A hold whose cause the change has taken away is released. What was there
 * before the change and is still there was decided about already, or is still being held, and is left alone.
 */
export const lookAgain = (
  before: Order,
  after: Order,
  parts: readonly Part[],
  context: DecisionContext & { around: Around },
): { order: Order; events: OrderEvent[] } => {
  if (isGone(after)) return { order: after, events: [] };
  const kinds = [...new Set(parts.flatMap((part) => TOUCHED[part] ?? []))].filter(
    (kind) => !context.policy.anomalies.ignore.includes(kind),
  );
  const owedByOthers = withoutThis(before, context.around.credit?.owed);
  const was = anomaliesOf(before, kinds, owedByOthers, context);
  const is = anomaliesOf(after, kinds, owedByOthers, context);
  let order = after;
  const events: OrderEvent[] = [];
  for (const kind of kinds) {
    const found = is.filter((each) => each.kind === kind);
    const known = was.filter((each) => each.kind === kind);
    const settled = settle(order, kind, { found, known }, context);
    order = settled.order;
    events.push(...settled.events);
  }
  return { order, events };
};

/** What the customer owes beside this order; which may not be counted yet where it was placed a moment ago. */
const withoutThis = ({ head }: Order, owed: CreditStanding | undefined): CreditStanding | undefined => {
  if (!owed) return undefined;
  const { outstanding } = owed.standing;
  const others = Math.max(0, (outstanding[head.currency] ?? 0) - Math.max(0, dueOf(head.totals)));
  return { ...owed, standing: { outstanding: { ...outstanding, [head.currency]: others } } };
};

const anomaliesOf = (
  { head, body, lines }: Order,
  kinds: readonly Kind[],
  owed: CreditStanding | undefined,
  { at, policy, around }: DecisionContext & { around: Around },
): Anomaly[] => {
  const items = itemsOf(lines);
  const products = goodsOf(items, around.productOf);
  const look: Partial<Record<Kind, () => Anomaly[]>> = {
    price: () => priceAnomalies(boughtOf(items), priceLimits(policy, false), around.habits.salesOf),
    quantity: () => quantityAnomalies(boughtOf(items), policy.anomalies, around.habits),
    address: () => addressAnomalies(body.shippingAddress, body.delivery, products),
    contact: () => contactAnomalies(body.shippingAddress, body.customer, head.channel),
  };
  const { credit } = around;
  if (credit && owed) {
    const grand = money(Math.max(0, dueOf(head.totals)), head.currency);
    look.credit = () => creditAnomalies(credit.customer, head.paymentTerms, { ...owed, grand, at, policy });
  }
  return kinds.flatMap((kind) => look[kind]?.() ?? []);
};

/** What of an anomaly is counted, by its kind's own words. */
const signsOf = ({ code, signs = { [code]: 1 } }: Anomaly): [string, number][] => Object.entries(signs);

const settle = (
  order: Order,
  kind: Kind,
  { found, known }: { found: readonly Anomaly[]; known: readonly Anomaly[] },
  context: DecisionContext,
): { order: Order; events: OrderEvent[] } => {
  const knownSigns = new Map(known.flatMap(signsOf));
  const isNew = (anomaly: Anomaly): boolean =>
    signsOf(anomaly).some(([sign, size]) => size > (knownSigns.get(sign) ?? Number.NEGATIVE_INFINITY));
  const open = openHolds(order).find((hold) => hold.kind === kind && isOfAnomalies(order, hold));
  if (open && found.length === 0)
    return known.length === 0
      ? { order, events: [] }
      : releaseHolds(order, [open], SOLVED, { ...context, actor: ACTOR });
  if (open) return { order: withReason(order, open, found), events: [] };
  const brought = found.filter(isNew);
  return brought.length === 0 || openHolds(order).length >= MAX_OPEN_HOLDS
    ? { order, events: [] }
    : held(order, kind, brought, context);
};

/** Holds that people placed by themselves are theirs. */
const isOfAnomalies = ({ body }: Order, { id }: Hold): boolean =>
  (body.anomalies ?? []).some(({ holdId }) => holdId === id);

/** The open hold goes on for what is found now: the same deadline, the same answer asked. */
const withReason = (order: Order, hold: Hold, found: readonly Anomaly[]): Order => {
  const reason = reasonOf(found);
  const others = (order.body.anomalies ?? []).filter(({ holdId }) => holdId !== hold.id);
  const holds = order.head.holds.map((each) => (each === hold ? { ...each, reason } : each));
  return {
    ...order,
    head: { ...order.head, holds },
    body: { ...order.body, anomalies: [...others, ...notedWith(found, hold.id)].slice(-NOTED) },
  };
};

const held = (
  order: Order,
  kind: Kind,
  brought: readonly Anomaly[],
  context: DecisionContext,
): { order: Order; events: OrderEvent[] } => {
  const hold = holdFor(kind, brought, context, {
    // The same change decided again must come to the same id; a change holds once for each kind.
    id: `hld_${order.head.id.slice('ord_'.length)}_${order.head.version + 1}_${kind}`,
    placedBy: ACTOR,
  });
  const anomalies = [...(order.body.anomalies ?? []), ...notedWith(brought, hold.id)].slice(-NOTED);
  return {
    order: {
      ...order,
      head: { ...order.head, holds: [...order.head.holds, hold] },
      body: { ...order.body, anomalies },
    },
    events: [heldEvent(hold, { ...context, actor: ACTOR })],
  };
};
