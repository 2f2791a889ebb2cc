import type { WholeOrder } from './order-partition.ts';
import { difference, type Finding } from './report.ts';

/**
 * Proves that what is given costs nothing, and is there for something: of the lines it was given for at least one is
 * still in the order, and paid for.
 */
export const giftFindings = ({ head, lines }: WholeOrder): Finding[] => {
  const key = `ORDER#${head.id} LINES#`;
  const bought = new Set(lines.filter(({ gift }) => !gift).map(({ id }) => id));
  return lines.flatMap(({ id, gift, unitPrice, total, tax, discounts }): Finding[] => {
    if (!gift) return [];
    const costs = unitPrice.amount + total.amount + tax.amount + discounts.length;
    const causes = gift.causes ?? [];
    return [
      ...(costs === 0 ? [] : [difference(key, `${id} is a gift, and not free`, 'price-order.ts')]),
      ...(causes.length === 0 || causes.some((each) => bought.has(each))
        ? []
        : [
            difference(
              key,
              `${id} was given for ${causes.join(', ')}, of which nothing is left`,
              'follow-causes.ts, gifts-with-causes.ts',
            ),
          ]),
    ];
  });
};
