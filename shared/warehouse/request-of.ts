import { wishesOf } from '../fulfilment/wishes-of.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import { openHolds } from '../orders/holds.ts';
import type { Order } from '../orders/order.ts';
import { MESSAGE_VERSION, type RequestMessage } from './request-message.ts';

type Work = Omit<
  Extract<RequestMessage, { type: 'request' }>,
  'version' | 'messageId' | 'sequence' | 'type' | 'decidedAt'
>;

/** What a warehouse was told last of a fulfilment. */
export type SentRequest = {
  fulfilmentId: string;
  orderId: string;
  locationId: string;
  sequence: number;
  type: RequestMessage['type'];
  /** Of the work as it was told; another work has another. */
  hash: string;
  decidedAt: string;
  /** Written down, and perhaps not sent. */
  unsent?: true;
};

/** A fulfilment as its warehouse is to know it. */
export const workOf = (order: Order, fulfilment: Fulfilment): Work => {
  const { head, body } = order;
  return {
    locationId: fulfilment.locationId,
    fulfilmentId: fulfilment.id,
    orderId: head.id,
    orderNumber: head.number,
    promisedShipBy: fulfilment.promisedShipBy,
    held: openHolds(order).length > 0,
    lines: fulfilment.lines.map(({ lineId, sku, quantity, personalisation }) => ({
      lineId,
      sku,
      quantity,
      ...(personalisation === undefined ? {} : { personalisation }),
    })),
    address: body.shippingAddress,
    wishes: wishesOf(body),
  };
};

/** What the warehouse is to be told now, after what it was told last; undefined when it knows. */
export const nextRequestType = (
  { status }: Fulfilment,
  hash: string,
  sent: Pick<SentRequest, 'type' | 'hash'> | undefined,
): RequestMessage['type'] | undefined => {
  if (status === 'shipped' || status === 'delivered' || status === 'allocated') return undefined;
  if (status === 'cancelled') return sent && sent.type !== 'cancel' ? 'cancel' : undefined;
  if (!sent) return 'request';
  return sent.hash === hash ? undefined : 'change';
};

/** The message of a request that was decided on. */
export const messageOf = (order: Order, fulfilment: Fulfilment, sent: SentRequest): RequestMessage => {
  const { sequence, type, decidedAt } = sent;
  const messageId = `${fulfilment.id}-${sequence}`;
  const common = { version: MESSAGE_VERSION, messageId, sequence, decidedAt } as const;
  const work = workOf(order, fulfilment);
  if (type !== 'cancel') return { ...common, type, ...work };
  const { locationId, fulfilmentId, orderId, orderNumber } = work;
  return { ...common, type, locationId, fulfilmentId, orderId, orderNumber };
};
