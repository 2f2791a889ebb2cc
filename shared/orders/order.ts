import type { Component, MadeToOrder } from '../catalog/product.ts';
import type { Money } from '../kernel/money.ts';
import type { Gift } from '../promotions/gift.ts';
import type { Backorder } from './backorder.ts';
import type { Fulfilment } from './fulfilment.ts';
import type { Confirmation, FulfilmentAxis, OrderStatus, PaymentAxis } from './order-states.ts';
import type { Payment, Refund } from './payment.ts';
import type { PricingBasis } from './pricing-basis.ts';
import type { Production } from './production.ts';
import type { Reservation } from './reservation.ts';
import type { Stage } from './stage.ts';

export const CHANNELS = [
  'storefront',
  'pos',
  'phone',
  'dealer',
  'import',
  'generic',
  'shopify',
  'woocommerce',
  'taobao',
  'jd',
  'pinduoduo',
  'douyin',
  'wechat',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const PAYMENT_TERMS = ['prepaid', 'cod', 'credit'] as const;
export type PaymentTerms = (typeof PAYMENT_TERMS)[number];

export const HOLD_KINDS = [
  'address',
  'price',
  'quantity',
  'contact',
  'credit',
  'duplicate',
  'channel_change',
  'manual',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** A reason for which an order must not go on; open until `releasedAt`. */
export type Hold = {
  id: string;
  kind: HoldKind;
  reason: string;
  placedBy: string;
  placedAt: string;
  /** Who is to answer it: `role:<role>` or `user:<name>`. */
  assignee?: string;
  /** Only whoever holds this role releases it: a change went beyond what others may confirm. */
  needs?: ReviewRole;
  /** When it is to be answered; after that it is escalated, once. */
  dueAt?: string;
  escalatedAt?: string;
  releasedAt?: string;
  releasedBy?: string;
  releaseNote?: string;
};

/** Who confirms a step: one of the merchant's roles, or the buyer. */
export const CONFIRMERS = [
  'customer',
  'service_agent',
  'sales_manager',
  'finance',
  'finance_director',
  'warehouse',
  'admin',
] as const;
export type Confirmer = (typeof CONFIRMERS)[number];

/** How a step is named: `artwork-proof`. */
export const CONFIRMATION_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Something that has to be confirmed before a fulfilment is released: a proof, a drawing, an appointment. */
export type ConfirmationStep = {
  step: string;
  by: Confirmer;
  /** When it is to be confirmed; after that it is escalated, once. */
  dueAt: string;
  escalatedAt?: string;
  confirmedAt?: string;
  confirmedBy?: string;
  note?: string;
};

/** What was odd about an order when it came in; its hold may be long released. */
export type NotedAnomaly = {
  kind: HoldKind;
  code: string;
  severity: 'low' | 'high';
  evidence: Readonly<Record<string, unknown>>;
  holdId: string;
};

/** Who may be asked to decide on an order, the higher standing in for the lower. */
export type ReviewRole = 'service_agent' | 'sales_manager' | 'finance_director';

export type Review = {
  state: 'pending' | 'approved' | 'rejected';
  /** Who must decide, where a rule asked for somebody. */
  requiredRole?: ReviewRole;
  /** The rule that spoke, by its number in the rule set. */
  rule?: number;
  ruleName?: string;
  /** The version of that rule set; 0 is the system's own. */
  rulesVersion?: number;
  decidedBy?: string;
  decidedAt?: string;
};

export type Address = {
  name: string;
  phone: string;
  country: string;
  province: string;
  city: string;
  district?: string;
  line1: string;
  line2?: string;
  postalCode?: string;
};

export type Discount = { promotionId: string; amount: Money; reason: string };

/** What may be sent instead of something short: whatever its product names, or these SKUs, the dearest first. */
export type AgreedSubstitutes = 'any' | readonly string[];

export type OrderLine = {
  id: string;
  sku: string;
  name: string;
  quantity: number;
  /** What one unit of a bundle was made of when it was sold, each SKU once; absent where the goods are stocked themselves. */
  components?: readonly Component[];
  unitPrice: Money;
  /** What the catalogue asked at intake; kept where the channel's price differs. */
  cataloguePrice?: Money;
  /** It is made, or bought, for this order, in so many working days, and takes nothing that is in stock. */
  madeToOrder?: MadeToOrder;
  /** What is to be written, engraved or cut, in the buyer's words. */
  personalisation?: string;
  /** What the buyer takes instead where it is short; nothing when absent. */
  substitutes?: AgreedSubstitutes;
  /** The SKU that was wished for and short; this line is what was agreed to be sent instead. */
  substitutedFor?: string;
  /** It is given, not sold, and this is why. */
  gift?: Gift;
  discounts: readonly Discount[];
  tax: Money;
  /** quantity × unitPrice − discounts (+ tax where prices are net). */
  total: Money;
};

/** Amounts in minor units of the order's currency. `due` is not stored: due = grand − paid + refunded. */
export type StoredTotals = {
  goods: number;
  discount: number;
  shipping: number;
  tax: number;
  grand: number;
  paid: number;
  refunded: number;
  /** What of `refunded` had been paid beyond the total: it settles nothing. */
  excess?: number;
};

/** What every transition reads and most write: under 1 KB, so that a transition costs one write unit (two in a transaction). */
export type OrderHead = {
  id: string;
  number: string;
  version: number;
  channel: Channel;
  shopId?: string;
  externalId?: string;
  status: OrderStatus;
  confirmation: Confirmation;
  payment: PaymentAxis;
  fulfilment: FulfilmentAxis;
  stage: Stage;
  paymentTerms: PaymentTerms;
  customerId: string;
  customerName: string;
  tier: 'A' | 'B' | 'C';
  creditRating: 'A' | 'B' | 'C';
  currency: string;
  totals: StoredTotals;
  lineCount: number;
  /** The open ones; a released hold moves to the body, so that the head stays small. */
  holds: readonly Hold[];
  review: Review;
  placedAt: string;
  updatedAt: string;
  promisedShipBy: string;
  /** Since when it can be handled: confirmed, and paid or payable later. */
  readyAt?: string;
  paidAt?: string;
  deliveredAt?: string;
  /** Buyer and channel know of the shipping. */
  toldShippedAt?: string;
  /** From when all goods are there: what was waited for has come then, or is expected to. Absent where nothing was waited for. */
  goodsAt?: string;
  completedAt?: string;
  cancelledAt?: string;
  /** The order that this one was merged into; it ended with that. */
  mergedInto?: string;
  /** What has to be confirmed before anything of it is given to a warehouse; done ones move to the body. */
  confirmations?: readonly ConfirmationStep[];
  /** How many payment reminders or shipping warnings have been given in the present phase. */
  reminders: number;
  /** Higher is handled first; absent where the shop serves everybody alike. */
  priority?: number;
  /** Since when a buyer who had paid owes more, because the order was raised; an unpaid order's clock runs from here. */
  owedSince?: string;
  /** When a sweep has to look at it next; absent when nothing is to be waited for. */
  dueAt?: string;
};

/** Another order, as orders name each other. */
export type OrderName = { orderId: string; number: string };

/** What changes rarely. */
export type OrderBody = {
  customer: { name: string; phone?: string; email?: string };
  /** Language of messages to the buyer. */
  language: 'en' | 'zh';
  /** The buyer wants no e-mail: they get those alone without which the order could not be kept. All where absent. */
  letters?: 'necessary';
  shippingAddress: Address;
  delivery: {
    method: 'standard' | 'express' | 'pickup';
    carrierWish?: string;
    pickupLocationId?: string;
    /** Where it had better come from, and where it must not come from. */
    preferredLocationIds?: readonly string[];
    excludedLocationIds?: readonly string[];
    /** How the buyer wishes it to be packed or brought. */
    wish?: string;
    /** The first and the last day on which they want it. */
    window?: { from: string; to: string };
  };
  buyerNote?: string;
  sellerNote?: string;
  giftMessage?: string;
  /** Words by which the merchant's people and rules sort orders; not shown to buyers. */
  tags?: readonly string[];
  /** Who looks after it: `role:<role>` or `user:<name>`; not shown to buyers. */
  assignee?: string;
  cancelReason?: string;
  /** What was odd about it at intake. */
  anomalies?: readonly NotedAnomaly[];
  /** What was confirmed, oldest first. */
  confirmed?: readonly ConfirmationStep[];
  /** The holds released last, oldest first; all of them are in the timeline. */
  pastHolds?: readonly Hold[];
  /** The order that this one was split from. */
  splitFrom?: OrderName;
  /** The orders that were split from this one. */
  splitInto?: readonly OrderName[];
  /** The orders that ended in this one. */
  mergedFrom?: readonly OrderName[];
  /** How the order was priced before it was first amended; every amendment is priced from here. */
  pricing?: PricingBasis;
  /** The highest number a line ever had; numbers are not given twice. */
  lastLine?: number;
  /** When the channel last said something that was applied; older news is ignored. */
  channelNewsAt?: string;
  /** When everything of the buyer's person was taken out, on their request. */
  erasedAt?: string;
};

/** An order and its parts, as they stand in one partition of the table. */
export type Order = {
  head: OrderHead;
  body: OrderBody;
  lines: readonly OrderLine[];
  fulfilments: readonly Fulfilment[];
  payments: readonly Payment[];
  refunds: readonly Refund[];
  reservations: readonly Reservation[];
  /** What its parts keep of its history, packed, by their sort keys; goes with them when they are written anew. */
  journals?: Readonly<Record<string, Uint8Array>>;
  /** What it waits for in the queues of its goods; absent where it waits for nothing. */
  backorders?: readonly Backorder[];
  /** Goods that are made for it; absent where nothing ever was. */
  productions?: readonly Production[];
};
