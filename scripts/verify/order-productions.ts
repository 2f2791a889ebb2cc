import type { Demand } from '../../shared/inventory/demand.ts';
import { needsOf, unitsOf } from '../../shared/orders/needs-of.ts';
import type { OrderLine } from '../../shared/orders/order.ts';
import type { WholeOrder } from './order-partition.ts';
import { difference, type Finding } from './report.ts';

type Parts = Pick<WholeOrder, 'lines' | 'productions'>;

const workOf = ({ productions = [] }: Parts, { id }: OrderLine) =>
  productions.filter(({ lineId, status }) => lineId === id && status !== 'cancelled');

/** What an order is to hold of stock: what it takes, and of what is made for it that which is there. */
export const heldNeeds = (order: Parts): Demand[] =>
  order.lines.flatMap((line) => {
    if (!line.madeToOrder) return needsOf(line);
    return workOf(order, line).some(({ status }) => status === 'ready') ? unitsOf(line) : [];
  });

/**
 * Proves what is made for an order: one piece of work for each line that is made to order, of its goods and quantity, as
 * soon as the order was sent to its warehouses; none for any other line, and none that an ended order still waits for.
 */
export const productionFindings = (order: WholeOrder): Finding[] => {
  const { head, lines, productions = [], fulfilments } = order;
  const wrong = (id: string, what: string, look: string): Finding =>
    difference(`ORDER#${head.id} PRODUCTION#${id}`, what, look);
  const active = productions.filter(({ status }) => status !== 'cancelled');
  if (head.status === 'cancelled')
    return active.map(({ id, status }) =>
      wrong(id, `is ${status}, but its order is cancelled`, 'cancel-order.ts'),
    );
  const isSentOut = [...fulfilments, ...productions].some(({ status }) => status !== 'cancelled');
  return [
    ...active.flatMap((production): Finding[] => {
      const { id, lineId, sku, quantity } = production;
      const line = lines.find((each) => each.id === lineId);
      if (!line?.madeToOrder)
        return [wrong(id, `is for ${lineId}, which is not made to order`, 'needs-of.ts')];
      if (line.sku === sku && line.quantity === quantity) return [];
      return [
        wrong(
          id,
          `makes ${quantity} of ${sku}, ${lineId} wants ${line.quantity} of ${line.sku}`,
          'amend-order.ts',
        ),
      ];
    }),
    ...lines
      .filter(({ madeToOrder }) => madeToOrder)
      .flatMap((line): Finding[] => {
        const count = workOf(order, line).length;
        return count === 1 || (count === 0 && !isSentOut)
          ? []
          : [wrong('', `${line.id} is made ${count} times`, 'request-productions.ts')];
      }),
  ];
};
