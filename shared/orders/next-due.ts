import { hoursAfter } from '../kernel/clock.ts';
import type { Policy } from '../policies/policy.ts';
import { madeSince } from '../production/lead-time.ts';
import { isSettled } from './derive-axes.ts';
import type { Order } from './order.ts';

/**
 * When a sweep has to look at the order next; it is the sort key of the stage index, so a sweep reads what is due and
 * nothing else. It is the clock of the order's phase, or the deadline of an open hold or of a confirmation, whichever comes first. An open
 * order whose money goes back has no phase, but its holds are to be answered all the same.
 */
export const nextDueOf = (order: Order, policy: Policy): string | undefined => {
  const { status, holds: all, confirmations = [] } = order.head;
  const holds = (status === 'open' ? all : []).flatMap(({ dueAt, escalatedAt, releasedAt }) =>
    dueAt === undefined || escalatedAt !== undefined || releasedAt !== undefined ? [] : [dueAt],
  );
  const unconfirmed = (status === 'open' ? confirmations : [])
    .filter(({ escalatedAt }) => escalatedAt === undefined)
    .map(({ dueAt }) => dueAt);
  const phase = phaseDueOf(order, policy);
  return [...holds, ...unconfirmed, ...(phase === undefined ? [] : [phase])].sort()[0];
};

/** The clock of the order's phase. Each phase has one: unpaid (G1), to be shipped (G2), delivered (G10). */
export const phaseDueOf = (order: Order, policy: Policy): string | undefined => {
  const { head } = order;
  switch (head.stage) {
    case 'unconfirmed_unpaid':
    case 'confirmed_unpaid':
      return head.paymentTerms === 'prepaid'
        ? unpaidDue(paymentClock(head), head.reminders, policy)
        : undefined;
    case 'unconfirmed_paid':
    case 'ready_unprocessed':
    case 'ready_processed':
      return shippingDue(shippingClock(order), head.reminders, policy);
    case 'shipped':
    case 'processed_shipped':
      return head.deliveredAt && isSettled(head.totals)
        ? hoursAfter(head.deliveredAt, policy.completion.afterDeliveryHours)
        : undefined;
    default:
      return undefined;
  }
};

/** Since when money is waited for: the placement, or the amendment that raised what had been paid. */
export const paymentClock = ({ owedSince, placedAt }: Order['head']): string => owedSince ?? placedAt;

/**
 * Since when the buyer waits for their parcel: paid, or, where they pay later, confirmed. What is made for them, or
 * waited for, could not leave before it was there, nor does anybody expect it sooner.
 */
export const shippingClock = ({ head, productions }: Pick<Order, 'head' | 'productions'>): string => {
  const ready =
    (head.paymentTerms === 'prepaid' ? (head.paidAt ?? head.readyAt) : head.readyAt) ?? head.placedAt;
  const made = madeSince(productions) ?? ready;
  return [ready, made, head.goodsAt ?? ready].sort().at(-1) ?? ready;
};

/** The hours at which an unpaid order's clock rings: each reminder, then the end. */
export const unpaidHours = ({ payment }: Policy): number[] => [
  ...payment.remindAfterHours.filter((hours) => hours < payment.cancelAfterHours).sort((a, b) => a - b),
  payment.cancelAfterHours,
];

/** The hours at which an unshipped order's clock rings: warning, alarm, breach. */
export const shippingHours = ({ shipping }: Policy): number[] => [
  shipping.warnAfterHours,
  shipping.alarmAfterHours,
  shipping.breachAfterHours,
];

const unpaidDue = (since: string, rung: number, policy: Policy): string =>
  hoursAfter(since, unpaidHours(policy)[rung] ?? policy.payment.cancelAfterHours);

const shippingDue = (since: string, rung: number, policy: Policy): string | undefined => {
  const hours = shippingHours(policy)[rung];
  return hours === undefined ? undefined : hoursAfter(since, hours);
};
