import type { Fulfilment, FulfilmentLine } from './fulfilment.ts';
import type { Order, OrderLine } from './order.ts';
import type { Production } from './production.ts';

/**
 * An order's parts without what was to be engraved or written, which may name people; nothing of parts that never said
 * any, so that they are not written for nothing.
 */
export const withoutPersonalisation = ({
  lines,
  fulfilments,
  productions,
}: Pick<Order, 'lines' | 'fulfilments' | 'productions'>): Partial<
  Pick<Order, 'lines' | 'fulfilments' | 'productions'>
> => ({
  ...(lines.some(isPersonal) ? { lines: lines.map(plain<OrderLine>) } : {}),
  ...(fulfilments.some((each) => each.lines.some(isPersonal))
    ? { fulfilments: fulfilments.map(plainFulfilment) }
    : {}),
  ...(productions ? { productions: productions.map(plainProduction) } : {}),
});

const isPersonal = ({ personalisation }: { personalisation?: string }): boolean =>
  personalisation !== undefined;

const plain = <T extends { personalisation?: string }>({ personalisation: _, ...rest }: T) =>
  rest as Omit<T, 'personalisation'> as T;

const plainFulfilment = (fulfilment: Fulfilment): Fulfilment =>
  fulfilment.lines.some(isPersonal)
    ? {
        ...fulfilment,
        version: fulfilment.version + 1,
        lines: fulfilment.lines.map(plain<FulfilmentLine>),
      }
    : fulfilment;

const plainProduction = (production: Production): Production => {
  const { personalisation: _, wish: __, ...rest } = production;
  return { ...rest, version: production.version + 1 };
};
