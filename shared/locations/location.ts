import type { Trait } from '../catalog/product.ts';

export const LOCATION_KINDS = ['warehouse', 'store', 'supplier'] as const;

/** Whose system leads the work there: ours, or one outside that is told what to do and says what it did. */
export const LOCATION_SYSTEMS = ['own', 'external'] as const;

export type LocationAddress = {
  country: string;
  city: string;
  line1: string;
  name?: string;
  phone?: string;
  province?: string;
  district?: string;
  line2?: string;
  postalCode?: string;
};

/** A place with stock. */
export type Location = {
  id: string;
  version: number;
  name: string;
  kind: (typeof LOCATION_KINDS)[number];
  address: LocationAddress;
  /** Orders take stock of active locations only; goods may arrive at any. */
  active: boolean;
  /** Our own where nothing is said. */
  system?: (typeof LOCATION_SYSTEMS)[number];
  /** Fulfilments it can handle in a day. */
  dailyCapacity?: number;
  /** `HH:MM`, local time: what is released later leaves the next day. */
  cutOff?: string;
  /** IANA name of the zone its cut-off and calendar are told in; UTC where it is not named. */
  timeZone?: string;
  /** The days of the week on which goods leave, Monday 1 to Sunday 7; all where none is named. */
  workingDays?: readonly number[];
  /** Days on which nothing leaves, `2026-10-01`. */
  holidays?: readonly string[];
  /** The traits of goods it can handle; all where none is named. */
  handles?: readonly Trait[];
};
