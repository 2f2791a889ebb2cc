import type { Location } from '../locations/location.ts';
import type { Fulfilment, Parcel } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { destinationOf } from '../orders/to-store.ts';
import { contentsOf, type ShippingFacts, shipmentOf } from './shipment-of.ts';

/** A person or place in lines, as they are printed. */
export type Block = { name: string; phone?: string; address: readonly string[] };

/** All that stands on a parcel's label, as text. */
export type Label = {
  carrier: string;
  service?: string;
  trackingNumber: string;
  to: Block;
  from: Block;
  orderNumber: string;
  locationId: string;
  /** `2/3`: which of how many parcels. */
  parcel: string;
  weight: string;
  units: number;
  /** `CNY 39.80`, where cash is collected with this very parcel. */
  cash?: string;
  /** How the buyer wishes it to be brought, as far as it fits. */
  note?: string;
  /** Other traits that whoever handles it should see: `FRAGILE`. */
  marks: readonly string[];
};

type Place = {
  country: string;
  province?: string;
  city: string;
  district?: string;
  line1: string;
  line2?: string;
  postalCode?: string;
};

const written = (parts: readonly (string | undefined)[], between: string): string =>
  parts.filter((part) => part !== undefined && part !== '').join(between);

/** As it is written in its country: from large to small in Chinese, the other way round elsewhere. */
const addressLines = (place: Place): string[] => {
  const { country, province, city, district, line1, line2, postalCode } = place;
  // A municipality is its own province; nobody writes it twice.
  const region = province === city ? undefined : province;
  const chinese = /\p{Script=Han}/u.test(line1 + city);
  return chinese
    ? [
        written([region, city, district], ''),
        written([line1, line2], ' '),
        written([postalCode, country], ' '),
      ]
    : [
        line1,
        line2 ?? '',
        written([district, city, postalCode], ', '),
        written([region, country], ', '),
      ].filter((line) => line !== '');
};

const weightText = (grams: number): string => (grams > 0 ? `${(grams / 1000).toFixed(2)} kg` : '');

/** Formats an amount with its currency's own decimals, in letters that every printer has. */
const amountText = (amount: number, currency: string): string => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return `${currency} ${(amount / 10 ** maximumFractionDigits).toFixed(maximumFractionDigits)}`;
};

/** What to print for a parcel. Cash for several parcels is collected with the first, in one sum. */
export const labelOf = (
  order: Order,
  fulfilment: Fulfilment,
  parcel: Parcel,
  location: Location | undefined,
  facts: Pick<ShippingFacts, 'products'> & { carrierName: string; at: string },
): Label => {
  const place = fulfilment.parcels.findIndex(({ id }) => id === parcel.id);
  const { parcels, cod } = shipmentOf(order, fulfilment, facts, { readyAt: facts.at });
  const shippingAddress = destinationOf(order, fulfilment);
  const from = location?.address;
  const units = contentsOf(fulfilment, parcel).reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    carrier: facts.carrierName,
    ...(parcel.service === undefined ? {} : { service: parcel.service }),
    trackingNumber: parcel.trackingNumber,
    to: {
      name: shippingAddress.name,
      phone: shippingAddress.phone,
      address: addressLines(shippingAddress),
    },
    from: {
      name: from?.name ?? location?.name ?? fulfilment.locationId,
      ...(from?.phone === undefined ? {} : { phone: from.phone }),
      address: from ? addressLines(from) : [],
    },
    orderNumber: order.head.number,
    locationId: fulfilment.locationId,
    parcel: `${place + 1}/${fulfilment.parcels.length}`,
    weight: weightText(parcels[place]?.grams ?? 0),
    units,
    ...(order.body.delivery.wish === undefined ? {} : { note: order.body.delivery.wish }),
    ...(cod && place === 0 ? { cash: amountText(cod.amount, cod.currency) } : {}),
    marks: (parcels[place]?.traits ?? []).map((trait) => trait.toUpperCase()),
  };
};
