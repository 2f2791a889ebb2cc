import { partId } from '../kernel/ids.ts';
import type { Fulfilment, Parcel } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { Policy } from '../policies/policy.ts';
import { carrierPort } from './carriers.ts';
import { CARRIER_CODE } from './fulfilment-schema.ts';

/** What the warehouse says of a parcel; what it leaves out is worked out. */
export type WaybillWish = { carrier?: string; service?: string; trackingNumber?: string };

/** Parcels a fulfilment can number without asking its siblings, which may be packed at the same moment. */
const PER_FULFILMENT = 100;

/**
 * A parcel of a fulfilment. Its carrier: the warehouse's word, else the buyer's wish where it names a carrier, else
 * the policy's. Its number within the order is 100 × the fulfilment's ordinal + 1, 2, 3 …
 */
export const newParcel = (
  { head, body }: Order,
  { ordinal, parcels }: Fulfilment,
  wish: WaybillWish,
  policy: Policy,
): Parcel => {
  const carrier =
    wish.carrier ?? wishedCarrier(body.delivery.carrierWish) ?? policy.fulfilment.defaultCarrier;
  const number = ordinal * PER_FULFILMENT + parcels.length + 1;
  return {
    id: partId('par', head.id, number),
    carrier,
    ...(wish.service === undefined ? {} : { service: wish.service }),
    trackingNumber:
      wish.trackingNumber ?? carrierPort(carrier).numberParcel({ orderNumber: head.number, ordinal: number }),
    status: 'created',
  };
};

const wishedCarrier = (wish: string | undefined): string | undefined => {
  const code = wish?.trim().toLowerCase();
  return code !== undefined && CARRIER_CODE.test(code) ? code : undefined;
};

/** Whether a parcel is what a wish asks for; what the wish leaves out agrees. */
export const agrees = (parcel: Parcel, wish: WaybillWish): boolean =>
  (['carrier', 'service', 'trackingNumber'] as const).every(
    (field) => wish[field] === undefined || wish[field] === parcel[field],
  );
