import { plainPostcode, plainRegion } from '../kernel/place-names.ts';
import type { Area, Carrier, Zone } from './carrier.ts';

/** Where a parcel goes, as far as prices ask. */
export type Destination = { country: string; province: string; city: string; postalCode?: string };

const lies = (to: Destination, { country, region, city, postcodes }: Area): boolean =>
  country === to.country &&
  (region === undefined || plainRegion(region) === plainRegion(to.province)) &&
  (city === undefined || plainRegion(city) === plainRegion(to.city)) &&
  (postcodes === undefined ||
    (to.postalCode !== undefined &&
      postcodes.some((start) => plainPostcode(to.postalCode ?? '').startsWith(plainPostcode(start)))));

/** The carrier's zone of a destination, seen from a location: the first that fits. */
export const zoneOf = ({ zones }: Carrier, locationId: string, to: Destination): Zone | undefined =>
  zones.find(
    ({ from, areas }) =>
      (from === undefined || from.includes(locationId)) && areas.some((area) => lies(to, area)),
  );
