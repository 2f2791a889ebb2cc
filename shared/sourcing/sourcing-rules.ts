import type { Channel } from '../orders/order.ts';

/** Where parcels go: an address belongs to the first zone that names its country, and its province or postcode where those are named. */
export type Zone = {
  name: string;
  countries: readonly string[];
  provinces?: readonly string[];
  /** How postcodes of the zone begin. */
  postalPrefixes?: readonly string[];
};

/** What a parcel costs: the first rate that names the location (or its kind, or none) and the zone (or none) holds. */
export type Rate = {
  locationIds?: readonly string[];
  kinds?: readonly ('warehouse' | 'store' | 'supplier')[];
  zones?: readonly string[];
  /** For a parcel, whatever is in it, in minor units. */
  parcel: number;
  /** For each kilogram, to the gram, in minor units. */
  perKg: number;
};

/** What is wished of some orders; every condition that is named must hold. */
export type Wish = {
  name: string;
  channels?: readonly Channel[];
  shopIds?: readonly string[];
  methods?: readonly ('standard' | 'express' | 'pickup')[];
  zones?: readonly string[];
  /** The wish is about these goods alone. */
  skus?: readonly string[];
  /** Nothing is sent from these. */
  exclude?: readonly string[];
  /** Nothing is sent from any other. */
  only?: readonly string[];
  /** A parcel (with `skus`: a unit) from any other counts as `worth` dearer. */
  prefer?: readonly string[];
  worth?: number;
};

/** By what the system chooses where goods are sent from. Amounts are minor units of one currency. */
export type SourcingRules = {
  version: number;
  /** What a second, third … parcel counts beyond its postage. */
  splitPenalty: number;
  /** What each day counts that a parcel waits before it leaves. */
  delayPerDay: number;
  /** What each day counts by which it leaves later than promised. */
  latePerDay: number;
  /** What an order's own wish for a location is worth. */
  preferenceWorth: number;
  /** Whether goods that a buyer fetches may be sent to their store from elsewhere, where it has too few; they may where nothing is said. */
  shipToStore?: boolean;
  zones: readonly Zone[];
  /** None: sending costs nothing anywhere. Else a location without a rate for a zone does not send there. */
  rates: readonly Rate[];
  wishes: readonly Wish[];
};

/**
 * The rules of a merchant who has said nothing: postage is unknown, so one location with everything is best, else as few
 * as possible; those that leave sooner first.
 */
export const DEFAULT_SOURCING: SourcingRules = {
  version: 0,
  splitPenalty: 1000,
  delayPerDay: 100,
  latePerDay: 2000,
  preferenceWorth: 500,
  shipToStore: true,
  zones: [],
  rates: [],
  wishes: [],
};
