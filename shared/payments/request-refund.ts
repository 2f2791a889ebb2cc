import { type Money, money } from '../kernel/money.ts';
import { isProblem, type Problem, problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import { openRefunds, refundableOf } from '../orders/open-refunds.ts';
import type { Order } from '../orders/order.ts';
import { notPossible, possibleOn } from '../orders/possible-operations.ts';
import { amountOfLines, type LineQuantity, withGifts } from './refund-lines.ts';

const MAX_REFUNDS = 50;

export type RefundCommand = {
  amount?: Money | undefined;
  lines?: readonly LineQuantity[] | undefined;
  reason: string;
};

/**
 * Opens refunds by amount, by line, or of everything, never beyond what was captured and is not on its way back. The
 * head takes part, so that of two at the same time the second sees the first.
 */
export const requestRefund = (
  order: Order,
  { amount, lines, reason }: RefundCommand,
  { at, actor, policy }: DecisionContext,
): Decision | Problem => {
  if (order.refunds.length >= MAX_REFUNDS)
    return problem(409, 'too_many_refunds', 'Too many refunds', {
      detail: `An order keeps at most ${MAX_REFUNDS} refunds.`,
    });
  const asked = lines ? amountOfLines(order, lines) : amountAsked(order, amount);
  if (isProblem(asked)) return asked;
  const most = refundableOf(order);
  if (most <= 0) return notPossible(order, order.head.payment, 'There is nothing that could be given back.');
  if (asked > most) return refundExceedsCaptured(order);
  if (asked <= 0)
    return validationFailed([
      { path: lines ? '/lines' : '/amount/amount', code: 'too_small', message: 'gives nothing back' },
    ]);
  const opened = openRefunds(order, asked, {
    reason,
    at,
    actor,
    ...(lines ? { lines: withGifts(order, lines) } : {}),
  });
  return {
    next: nextOrder(order, { refunds: opened.refunds }, at, (next) => nextDueOf(next, policy)),
    events: opened.events,
  };
};

const amountAsked = (order: Order, amount: Money | undefined): number | Problem => {
  if (amount === undefined) return refundableOf(order);
  return amount.currency === order.head.currency
    ? amount.amount
    : validationFailed([
        {
          path: '/amount/currency',
          code: 'wrong_currency',
          message: `is not the order's currency, ${order.head.currency}`,
        },
      ]);
};

/** 409: there is not so much to give back; says how much there is. */
export const refundExceedsCaptured = (order: Order): Problem =>
  problem(409, 'refund_exceeds_captured', 'More than was captured', {
    detail: 'What was captured, less what has gone back or is on its way, is less than this.',
    extra: {
      state: order.head.payment,
      allowed: possibleOn(order),
      refundable: money(Math.max(0, refundableOf(order)), order.head.currency),
    },
  });
