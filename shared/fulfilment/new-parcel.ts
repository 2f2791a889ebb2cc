import { partId } from '../kernel/ids.ts';
import type { FieldError } from '../kernel/problem.ts';
import type { Box, Fulfilment, Parcel } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { ownTrackingNumber } from './tracking-number.ts';

/** What the warehouse says of the parcels; what it leaves out is worked out. */
export type WaybillWish = {
  carrier?: string;
  service?: string;
  /** Of a single parcel. */
  trackingNumber?: string;
  /** One for each box, in their order. */
  trackingNumbers?: readonly string[];
};

/** Parcels a fulfilment can number without asking its siblings, which may be packed at the same moment. */
const PER_FULFILMENT = 100;

/** The boxes of a fulfilment, or its parcels once it has them; where nobody said more, all of it is in one. */
export const boxesOf = ({ boxes, parcels }: Pick<Fulfilment, 'boxes' | 'parcels'>): readonly Box[] =>
  boxes ?? (parcels.length > 0 ? parcels : [{}]);

/** The waybill numbers that were brought along, if any. */
export const broughtNumbers = ({
  trackingNumber,
  trackingNumbers,
}: WaybillWish): readonly string[] | undefined =>
  trackingNumbers ?? (trackingNumber === undefined ? undefined : [trackingNumber]);

/** What is wrong with the numbers that were brought along: each box needs one of its own. */
export const wrongNumbers = (fulfilment: Fulfilment, wish: WaybillWish): FieldError[] => {
  const numbers = broughtNumbers(wish);
  const path = wish.trackingNumbers ? '/trackingNumbers' : '/trackingNumber';
  if (numbers === undefined) return [];
  if (wish.trackingNumber !== undefined && wish.trackingNumbers !== undefined)
    return [{ path, code: 'ambiguous', message: 'is given beside trackingNumber; give one of them' }];
  const boxes = boxesOf(fulfilment).length;
  if (numbers.length !== boxes)
    return [
      { path, code: 'not_one_per_parcel', message: `must name one number for each of ${boxes} parcels` },
    ];
  return new Set(numbers).size === numbers.length
    ? []
    : [{ path, code: 'duplicate', message: 'names a number twice' }];
};

/**
 * The parcels of a fulfilment, one for each box. A parcel's number within the order is 100 × the fulfilment's
 * ordinal + 1, 2, 3 …; where neither people nor the carrier brought a waybill number, it is made of that.
 */
export const newParcels = (
  { head }: Order,
  fulfilment: Fulfilment,
  by: { carrier: string; service?: string; numbers?: readonly string[] },
): Parcel[] =>
  boxesOf(fulfilment).map(({ weightGrams, lines }, at) => {
    const number = fulfilment.ordinal * PER_FULFILMENT + fulfilment.parcels.length + at + 1;
    return {
      id: partId('par', head.id, number),
      carrier: by.carrier,
      ...(by.service === undefined ? {} : { service: by.service }),
      trackingNumber: by.numbers?.[at] ?? ownTrackingNumber(head.number, number),
      status: 'created',
      ...(weightGrams === undefined ? {} : { weightGrams }),
      ...(lines === undefined ? {} : { lines }),
    };
  });

/** A fulfilment with its parcels, which take the boxes' place. */
export const withParcels = (fulfilment: Fulfilment, parcels: readonly Parcel[], at: string): Fulfilment => {
  const { boxes: _, ...rest } = fulfilment;
  return { ...rest, parcels: [...fulfilment.parcels, ...parcels], waybilledAt: at };
};

/** Whether the parcels are what a wish asks for; what the wish leaves out agrees. */
export const agree = (parcels: readonly Parcel[], wish: WaybillWish): boolean => {
  const numbers = broughtNumbers(wish);
  return (
    parcels.length > 0 &&
    parcels.every(
      ({ carrier, service }) =>
        (wish.carrier ?? carrier) === carrier && (wish.service ?? service) === service,
    ) &&
    (numbers === undefined ||
      (numbers.length === parcels.length &&
        numbers.every((number) => parcels.some(({ trackingNumber }) => trackingNumber === number))))
  );
};
