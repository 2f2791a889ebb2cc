export const LOCATION_KINDS = ['warehouse', 'store', 'supplier'] as const;

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
  /** Fulfilments it can handle in a day. */
  dailyCapacity?: number;
  /** `HH:MM`, local time: what is released later leaves the next day. */
  cutOff?: string;
};
