import type { FulfilmentStatus } from '../orders/order-states.ts';

/** What fulfilments are gathered for: to be picked together, or handed to a carrier together. */
export type GatheringKind = 'wave' | 'manifest';

/** A wave's and a manifest's way, as data. */
export const GATHERING_STATUS = {
  // Fulfilments are being taken, one by one; what broke off is finished by the sweep.
  building: ['open', 'cancelled'],
  open: ['closed', 'cancelled'],
  closed: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;
export type GatheringStatus = keyof typeof GATHERING_STATUS;
export const GATHERING_STATUSES = Object.keys(GATHERING_STATUS) as [GatheringStatus, ...GatheringStatus[]];

/** By what the fulfilments of a wave belong together; a wave has one of the groups, that of the most urgent work. */
export const WAVE_GROUPS = ['single_sku', 'carrier', 'zone'] as const;
export type WaveBy = (typeof WAVE_GROUPS)[number];

/** What could not leave with a manifest, and why. */
export type LeftBehind = { fulfilmentId: string; code: string; detail?: string };

/** A wave or a manifest. Its fulfilments carry its id; where they stand is theirs to say and not repeated here. */
export type Gathering = {
  id: string;
  kind: GatheringKind;
  version: number;
  status: GatheringStatus;
  locationId: string;
  /** How a wave's fulfilments belong together, and which group it has. */
  by?: WaveBy;
  group?: string;
  /** Whom a manifest's parcels are handed to. */
  carrier?: string;
  /** Fulfilments that it takes at most. */
  most: number;
  /** Fulfilments in handling order: while it is built, those it wants; later, those it got. The first has position 1. */
  members: readonly string[];
  leftBehind?: readonly LeftBehind[];
  createdAt: string;
  createdBy: string;
  endedAt?: string;
};

/** Fulfilments of one wave or manifest: their claims and their picture stay quick, and fit an answer. */
export const MOST_MEMBERS = 200;
/** Lines of all of them: what is printed and read at once is bounded, whatever the orders are like. */
export const MOST_LINES = 2000;

/** The attribute of a fulfilment that says where it was taken, and in which status it can be. */
export const MARKS = {
  wave: { attribute: 'waveId', status: 'released' },
  manifest: { attribute: 'manifestId', status: 'waybilled' },
} as const satisfies Record<GatheringKind, { attribute: 'waveId' | 'manifestId'; status: FulfilmentStatus }>;

/** Seconds after which a sweep looks at what is still being built or taken apart: more than a function lives. */
export const WORK_SECONDS = 120;
/** Seconds after which a sweep looks whether an open one is through. */
export const LOOK_SECONDS = 1800;
