import type { Area, Carrier, Zone } from './carrier.ts';

/** Where a parcel goes, as far as prices ask. */
export type Destination = { country: string; province: string; city: string; postalCode?: string };

/** Endings that people write or leave away: 广东省 is 广东. */
const REGION_ENDING = /(特别行政区|(维吾尔|壮族|回族)?自治区|省|市)$/u;

const plain = (name: string): string => {
  const text = name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  return text.replace(REGION_ENDING, '') || text;
};

const digits = (postcode: string): string => postcode.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

const lies = (to: Destination, { country, region, city, postcodes }: Area): boolean =>
  country === to.country &&
  (region === undefined || plain(region) === plain(to.province)) &&
  (city === undefined || plain(city) === plain(to.city)) &&
  (postcodes === undefined ||
    (to.postalCode !== undefined &&
      postcodes.some((start) => digits(to.postalCode ?? '').startsWith(digits(start)))));

/** The carrier's zone of a destination, seen from a location: the first that fits. */
export const zoneOf = ({ zones }: Carrier, locationId: string, to: Destination): Zone | undefined =>
  zones.find(
    ({ from, areas }) =>
      (from === undefined || from.includes(locationId)) && areas.some((area) => lies(to, area)),
  );
