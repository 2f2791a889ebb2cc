import type { OrderHead } from './order.ts';

export const STAGES = [
  'unconfirmed_unpaid',
  'unconfirmed_paid',
  'confirmed_unpaid',
  'ready_unprocessed',
  'ready_processed',
  'shipped',
  'processed_shipped',
  'refunding',
  'refunded',
  'completed',
  'cancelled',
] as const;

/** What merchants look at: one word for where an order stands. */
export type Stage = (typeof STAGES)[number];

type Axes = Pick<
  OrderHead,
  'status' | 'confirmation' | 'payment' | 'fulfilment' | 'paymentTerms' | 'toldShippedAt'
>;

const SHIPPED: readonly string[] = ['shipped', 'partially_delivered', 'delivered', 'returned'];
const PAID: readonly string[] = ['paid', 'partially_refunded'];

/** Whether an order's money is no reason to wait: paid, or to be paid at the door or on account. */
export const moneySettled = (axes: Pick<Axes, 'payment' | 'paymentTerms'>): boolean =>
  axes.paymentTerms !== 'prepaid' || PAID.includes(axes.payment);

/** Works out the stage from the axes. Pure and total; stored only as an index key. */
export const stageOf = (axes: Axes): Stage => {
  if (axes.payment === 'refunding') return 'refunding';
  if (axes.payment === 'refunded') return 'refunded';
  if (axes.status === 'cancelled') return 'cancelled';
  if (axes.status === 'completed') return 'completed';
  if (SHIPPED.includes(axes.fulfilment)) return axes.toldShippedAt ? 'processed_shipped' : 'shipped';
  if (axes.confirmation !== 'confirmed')
    return PAID.includes(axes.payment) ? 'unconfirmed_paid' : 'unconfirmed_unpaid';
  if (!moneySettled(axes)) return 'confirmed_unpaid';
  return axes.fulfilment === 'unprocessed' ? 'ready_unprocessed' : 'ready_processed';
};
