/** One partition for all that is read with a placement: one query, in its order of keys. */
export const SOURCING = 'SOURCING';

/** What a location has taken on for a day. Days sort first, so that those gone by are not read. */
export const loadSk = (day: string, locationId: string, counter: number): string =>
  `LOAD#${day}#${locationId}#${counter}`;
export const LOADS_FROM = (day: string): string => `LOAD#${day}`;
export const placeSk = (locationId: string): string => `PLACE#${locationId}`;
export const PLACE = 'PLACE#';
export const RULES = 'RULES';
