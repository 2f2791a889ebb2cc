import type { OrderLine } from '../../shared/orders/order.ts';
import type { WholeOrder } from './order-partition.ts';
import { difference, type Finding } from './report.ts';

const total = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0);
const discountOf = ({ discounts }: OrderLine): number => total(discounts.map(({ amount }) => amount.amount));
const goodsOf = ({ unitPrice, quantity }: OrderLine): number => unitPrice.amount * quantity;

/**
 * Proves the money of an order: lines make the totals, payments make `paid`, refunds make `refunded`, and no payment
 * gives back more than it brought. With these, due = grand − paid + refunded is what the buyer really owes.
 */
export const moneyFindings = (order: WholeOrder): Finding[] => {
  const { head, lines } = order;
  const { goods, discount, shipping, tax, grand, paid, refunded } = head.totals;
  const key = `ORDER#${head.id} HEAD`;
  const found: Finding[] = [];
  const equal = (what: string, is: number, mustBe: number, look: string): void => {
    if (is !== mustBe) found.push(difference(key, `${what} is ${is}, it must be ${mustBe}`, look));
  };
  const ofLines = 'the lines beside the totals (price-order.ts)';
  equal('lineCount', head.lineCount, lines.length, 'a page of lines is missing or doubled');
  equal('totals.goods', goods, total(lines.map(goodsOf)), ofLines);
  equal('totals.discount', discount, total(lines.map(discountOf)), ofLines);
  // Prices contain the tax, or it is added: the whole order does one or the other.
  const added = lines.some((line) => line.total.amount !== goodsOf(line) - discountOf(line));
  for (const line of lines) {
    const net = goodsOf(line) - discountOf(line);
    equal(`${line.id}.total`, line.total.amount, net + (added ? line.tax.amount : 0), ofLines);
  }
  const isGross = grand === goods - discount + shipping;
  equal('totals.grand', grand, goods - discount + shipping + (added || !isGross ? tax : 0), ofLines);
  if (tax < total(lines.map((line) => line.tax.amount)))
    found.push(difference(key, `totals.tax is ${tax}, less than its lines'`, ofLines));
  equal('totals.paid', paid, sumOf(order.payments), 'the payments that succeeded');
  equal('totals.refunded', refunded, sumOf(order.refunds), 'the refunds that succeeded');
  const excess = order.refunds.filter((refund) => refund.excess);
  equal(
    'totals.excess',
    head.totals.excess ?? 0,
    sumOf(excess),
    'the refunds of what was paid beyond the total',
  );
  return [...found, ...refundFindings(order), ...currencyFindings(order)];
};

const sumOf = (moves: readonly { status: string; amount: { amount: number } }[]): number =>
  total(moves.filter(({ status }) => status === 'succeeded').map(({ amount }) => amount.amount));

const refundFindings = ({ head, payments, refunds }: WholeOrder): Finding[] => [
  ...payments.flatMap((payment) => {
    const back = total(
      refunds
        .filter(({ paymentId, status }) => paymentId === payment.id && status !== 'failed')
        .map(({ amount }) => amount.amount),
    );
    const brought = payment.status === 'succeeded' ? payment.amount.amount : 0;
    if (back <= brought) return [];
    const what = `brought ${brought}, but ${back} is given back or on its way`;
    return [difference(`ORDER#${head.id} PAYMENT#${payment.id}`, what, 'its refunds, and who opened them')];
  }),
  ...refunds
    .filter(({ paymentId }) => !payments.some(({ id }) => id === paymentId))
    .map(({ id, paymentId }) =>
      difference(
        `ORDER#${head.id} REFUND#${id}`,
        `gives back ${paymentId}, which is no payment`,
        'who opened it',
      ),
    ),
];

const currencyFindings = ({ head, lines, payments, refunds }: WholeOrder): Finding[] => {
  const amounts = [
    ...lines.map(({ unitPrice }) => unitPrice),
    ...[...payments, ...refunds].map(({ amount }) => amount),
  ];
  const foreign = amounts.find(({ currency }) => currency !== head.currency);
  return foreign
    ? [
        difference(
          `ORDER#${head.id} HEAD`,
          `is in ${head.currency}, a part of it in ${foreign.currency}`,
          'intake',
        ),
      ]
    : [];
};
