import type { Trait } from '../catalog/product.ts';
import type { Location } from '../locations/location.ts';
import { DEFAULT_SOURCING, type SourcingRules } from './sourcing-rules.ts';

/** What the choice has to know of a location; a copy of the location's own fields, kept where it is read at once. */
export type Place = Pick<
  Location,
  'id' | 'kind' | 'active' | 'timeZone' | 'workingDays' | 'holidays' | 'cutOff' | 'dailyCapacity' | 'handles'
>;

/** All that the choice knows beside the order and the stock. */
export type Network = {
  rules: SourcingRules;
  places: ReadonlyMap<string, Place>;
  /** Fulfilments that a location has taken on for a day, by {@link loadName}, on each of its counters. */
  loads: ReadonlyMap<string, readonly number[]>;
};

/** Where nothing is known but the stock: the system's own rules, and every location open. */
export const NOTHING_KNOWN: Network = { rules: DEFAULT_SOURCING, places: new Map(), loads: new Map() };

/** The name under which a day's work of a location is counted. */
export const loadName = (locationId: string, day: string): string => `${day}#${locationId}`;

/** A location of which nothing is known but its stock: open always, for everything. */
export const unknownPlace = (id: string): Place => ({ id, kind: 'warehouse', active: true });

/** What of a location is copied. */
export const placeOf = (location: Location): Place => {
  const { id, kind, active, timeZone, workingDays, holidays, cutOff, dailyCapacity, handles } = location;
  return {
    id,
    kind,
    active,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(workingDays === undefined ? {} : { workingDays }),
    ...(holidays === undefined ? {} : { holidays }),
    ...(cutOff === undefined ? {} : { cutOff }),
    ...(dailyCapacity === undefined ? {} : { dailyCapacity }),
    ...(handles === undefined ? {} : { handles }),
  };
};

/** The first trait of some goods that a location cannot handle. */
export const cannotHandle = ({ handles }: Place, traits: readonly Trait[]): Trait | undefined =>
  handles && traits.find((trait) => !handles.includes(trait));
