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
  ...(fulfilments.some(isPersonalFulfilment) ? { fulfilments: fulfilments.map(plainFulfilment) } : {}),
  ...(productions ? { productions: productions.map(plainProduction) } : {}),
});

const isPersonal = ({ personalisation }: { personalisation?: string }): boolean =>
  personalisation !== undefined;

const plain = <T extends { personalisation?: string }>({ personalisation: _, ...rest }: T) =>
  rest as Omit<T, 'personalisation'> as T;

/** The address of a parcel to a store names whom it is for. */
const isPersonalFulfilment = ({ lines, toStore }: Fulfilment): boolean =>
  toStore?.address !== undefined || lines.some(isPersonal);

const plainFulfilment = (fulfilment: Fulfilment): Fulfilment => {
  if (!isPersonalFulfilment(fulfilment)) return fulfilment;
  const { toStore, ...rest } = fulfilment;
  return {
    ...rest,
    version: fulfilment.version + 1,
    lines: fulfilment.lines.map(plain<FulfilmentLine>),
    ...(toStore ? { toStore: { locationId: toStore.locationId } } : {}),
  };
};

const plainProduction = (production: Production): Production => {
  const { personalisation: _, wish: __, ...rest } = production;
  return { ...rest, version: production.version + 1 };
};
