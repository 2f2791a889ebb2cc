import type { OrderHead } from '../orders/order.ts';
import type { PaymentMethod } from '../orders/payment.ts';

const BY_PROVIDER: readonly PaymentMethod[] = ['card', 'alipay', 'wechat'];

/** Whether people record this money, because no provider tells of it: transfers, cash at the door, bills, channels. */
export const paidByHand = (method: PaymentMethod): boolean => !BY_PROVIDER.includes(method);

/** Whether an order's terms let it be paid this way: at the door or on account only where that was agreed. */
export const termsAllow = (method: PaymentMethod, terms: OrderHead['paymentTerms']): boolean =>
  (method !== 'cod' && method !== 'credit') || method === terms;
