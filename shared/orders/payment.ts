import type { Money } from '../kernel/money.ts';
import type { PaymentStatus, RefundStatus } from './order-states.ts';

export const PAYMENT_METHODS = ['card', 'alipay', 'wechat', 'transfer', 'cod', 'credit'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number] | 'channel';

/** Money news that did not fit (another amount or currency): nothing was booked, people look into it. */
export type RefusedNews = { providerReference: string; got: Money; at: string };

/** Money in, or expected in. */
export type Payment = {
  id: string;
  version: number;
  orderId: string;
  /** `channel`: the marketplace collected it. */
  method: PaymentMethod;
  status: PaymentStatus;
  /** What of it belongs to this order. */
  amount: Money;
  /** What the buyer was asked for, where only a share of it belongs to this order. */
  charged?: Money;
  /** The payment that this is a share of, where the order was split from another. */
  shareOf?: string;
  providerReference?: string;
  createdAt: string;
  succeededAt?: string;
  /** Kept, so that the same odd news is told once. */
  refused?: readonly RefusedNews[];
};

/** Money out, or on its way out, against one payment. */
export type Refund = {
  id: string;
  version: number;
  orderId: string;
  paymentId: string;
  method: PaymentMethod;
  status: RefundStatus;
  amount: Money;
  reason: string;
  /** It gives back what was paid beyond the total; the order stays settled or unsettled as it was. */
  excess?: true;
  /** When it was called back, because the order was raised again before anybody had sent it. */
  withdrawnAt?: string;
  lines?: readonly { lineId: string; quantity: number }[];
  providerReference?: string;
  createdAt: string;
  settledAt?: string;
  refused?: readonly RefusedNews[];
};
