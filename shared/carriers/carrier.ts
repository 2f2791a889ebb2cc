import type { Trait } from '../catalog/product.ts';

/** How a parcel goes; data for people, the choice does not ask for it. */
export const SERVICE_KINDS = ['express', 'post', 'same_city', 'freight'] as const;

/** Which of the buyer's ways of delivery a service is good for; a pickup needs no carrier. */
export const SERVICE_METHODS = ['standard', 'express'] as const;
export type ServiceMethod = (typeof SERVICE_METHODS)[number];

/** A part of the world: every condition that is given must hold. Postcodes are beginnings. */
export type Area = { country: string; region?: string; city?: string; postcodes?: readonly string[] };

/** Areas of one price, seen from these locations, or from everywhere. */
export type Zone = { id: string; from?: readonly string[]; areas: readonly Area[] };

/** A weight and what it costs, in minor units of the carrier's currency. */
export type WeightPrice = { grams: number; amount: number };

/** One parcel to a zone: so much for the first weight, so much for each further one that is begun. */
export type Rate = { zone: string; first: WeightPrice; further?: WeightPrice; transitHours: number };

/** What collecting cash costs: a share of it, at least the minimum. */
export type CodFee = { rate: number; minimum: number };

export type Service = {
  /** The carrier's own name of it; its API is asked with it. */
  code: string;
  name: string;
  kind: (typeof SERVICE_KINDS)[number];
  methods: readonly ServiceMethod[];
  /** What it carries beside plain goods. */
  traits: readonly Trait[];
  /** Surcharge per parcel with such goods, in minor units. */
  traitFees: Readonly<Partial<Record<Trait, number>>>;
  /** Per parcel. */
  maxGrams?: number;
  /** Goods' worth per parcel, in minor units of the carrier's currency. */
  maxValue?: number;
  /** Collects cash at the door. */
  cod: boolean;
  codFee?: CodFee;
  /** `HH:MM` in the carrier's time zone: what is ready later leaves on its next day. */
  cutOff?: string;
  /** Days on which it leaves, 1 = Monday; all when absent. */
  days?: readonly number[];
  rates: readonly Rate[];
};

/**
 * How its waybill numbers come about: `rule`, we number its parcels ourselves; `simulator`, a carrier that is asked and
 * exists in this program only; `sf-express`, by its API with the account in the secret `carrier-accounts`.
 */
export const CONNECTIONS = ['rule', 'simulator', 'sf-express'] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** Services that tell of many carriers' parcels and have names of their own for each. */
export const TRACKERS = ['kuaidi100', 'easypost', 'aftership'] as const;
export type Tracker = (typeof TRACKERS)[number];

/** A carrier, its services and its prices. */
export type Carrier = {
  id: string;
  version: number;
  name: string;
  active: boolean;
  /** Of all its amounts. */
  currency: string;
  /** IANA name; cut-offs are in it. */
  timeZone: string;
  connection: Connection;
  /** Locations it collects from; all when absent. */
  locations?: readonly string[];
  /** What trackers call it, where that is not its id. */
  trackerNames: Readonly<Partial<Record<Tracker, string>>>;
  /** The first zone with a fitting area counts. */
  zones: readonly Zone[];
  services: readonly Service[];
};

/** Carriers of one merchant; every choice looks at all of them. */
export const MAX_CARRIERS = 100;

/** Whether its waybills are asked for over the network. */
export const isAsked = ({ connection }: Pick<Carrier, 'connection'>): boolean => connection !== 'rule';
