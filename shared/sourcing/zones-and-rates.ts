import { plainPostcode, plainRegion } from '../kernel/place-names.ts';
import type { Place } from './place.ts';
import type { Rate, SourcingRules, Zone } from './sourcing-rules.ts';

/** Where a parcel goes, as far as its postage depends on it. */
export type Destination = { country: string; province: string; postalCode?: string };

const isIn = ({ countries, provinces, postalPrefixes }: Zone, to: Destination): boolean =>
  countries.includes(to.country) &&
  (!provinces || provinces.some((each) => plainRegion(each) === plainRegion(to.province))) &&
  (!postalPrefixes ||
    postalPrefixes.some((prefix) => plainPostcode(to.postalCode ?? '').startsWith(plainPostcode(prefix))));

/** The first zone an address belongs to. */
export const zoneOf = ({ zones }: SourcingRules, to: Destination): string | undefined =>
  zones.find((zone) => isIn(zone, to))?.name;

const FREE = { parcel: 0, perKg: 0 };

/** What a parcel from a location into a zone costs; `undefined` when the location does not send there. */
export const rateOf = (
  { rates }: SourcingRules,
  place: Place,
  zone: string | undefined,
): Pick<Rate, 'parcel' | 'perKg'> | undefined =>
  rates.length === 0
    ? FREE
    : rates.find(
        ({ locationIds, kinds, zones }) =>
          (!locationIds || locationIds.includes(place.id)) &&
          (!kinds || kinds.includes(place.kind)) &&
          (!zones || (zone !== undefined && zones.includes(zone))),
      );
