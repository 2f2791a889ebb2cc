import { allocateOver, type Money, money } from '../../kernel/money.ts';
import type { Order, OrderLine, StoredTotals } from '../order.ts';
import { givenForPart } from './gifts-with-causes.ts';
import type { SplitGroup } from './split-schema.ts';

/** One group's lines and what they cost. */
export type Share = { lines: OrderLine[]; totals: StoredTotals };

const total = (amounts: readonly Money[]): number => amounts.reduce((sum, { amount }) => sum + amount, 0);

/** Whether tax is added to the order's prices rather than contained in them. */
const addsTax = ({ head: { totals } }: Order): boolean =>
  totals.grand !== totals.goods - totals.discount + totals.shipping;

/**
 * Divides an order's lines and amounts over groups, to the cent: discounts and tax by units, without one being lost;
 * the shipping fee and its tax stay with the first. What the groups cost together is what the order cost.
 */
export const splitMoney = (order: Order, groups: readonly SplitGroup[]): Share[] => {
  const tax = addsTax(order);
  const pieces = new Map(order.lines.map((line) => [line.id, piecesOf(line, groups, tax)]));
  const { totals } = order.head;
  const shippingTax = totals.tax - total(order.lines.map((line) => line.tax));
  return groups.map((_, at): Share => {
    const lines = givenForPart(order.lines.flatMap(({ id }) => pieces.get(id)?.[at] ?? []));
    const first = at === 0;
    const goods = lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);
    const discount = total(lines.flatMap(({ discounts }) => discounts.map(({ amount }) => amount)));
    const shipping = first ? totals.shipping : 0;
    const ofTax = total(lines.map((line) => line.tax)) + (first ? shippingTax : 0);
    const grand = goods - discount + shipping + (tax ? ofTax : 0);
    return { lines, totals: { goods, discount, shipping, tax: ofTax, grand, paid: 0, refunded: 0 } };
  });
};

/** One line's piece for each group; none where the group has no unit of it. */
const piecesOf = (
  line: OrderLine,
  groups: readonly SplitGroup[],
  addedTax: boolean,
): (OrderLine | undefined)[] => {
  const quantities = groups.map((group) => group.find(({ lineId }) => lineId === line.id)?.quantity ?? 0);
  const weights = quantities.filter((quantity) => quantity > 0);
  const taxes = allocateOver(line.tax, weights);
  const discounts = line.discounts.map((discount) => ({
    discount,
    parts: allocateOver(discount.amount, weights),
  }));
  let piece = -1;
  return quantities.map((quantity): OrderLine | undefined => {
    if (quantity === 0) return undefined;
    piece += 1;
    const { currency } = line.unitPrice;
    const tax = taxes[piece] ?? money(0, currency);
    const own = discounts.flatMap(({ discount, parts }) => {
      const amount = parts[piece];
      return amount && amount.amount > 0 ? [{ ...discount, amount }] : [];
    });
    const net = line.unitPrice.amount * quantity - total(own.map(({ amount }) => amount));
    return {
      ...line,
      quantity,
      discounts: own,
      tax,
      total: money(net + (addedTax ? tax.amount : 0), currency),
    };
  });
};
