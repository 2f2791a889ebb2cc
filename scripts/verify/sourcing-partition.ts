import { isDeepStrictEqual } from 'node:util';
import type { Location } from '../../shared/locations/location.ts';
import { placeOf } from '../../shared/sourcing/place.ts';
import { PLACE } from '../../shared/sourcing/sourcing-keys.ts';
import { difference, type Item, type PartitionReport, type Reference, type StoredRow } from './report.ts';

/** The name under which places in a location's day are summed. */
export const slotName = (locationId: string, day: string, counter: number): string =>
  `day ${day} · ${locationId} · ${counter}`;

/** Proves what sourcing reads: copies of locations say what the locations say, and days count their fulfilments. */
export const sourcingPartition = () => {
  const references: Reference[] = [];
  const rows: StoredRow[] = [];
  let places = 0;
  const add = (item: Item): void => {
    const { pk, sk, ...rest } = item;
    if (sk.startsWith('LOAD#'))
      rows.push({
        row: slotName(item.locationId as string, item.day as string, item.counter as number),
        reserved: item.taken as number,
      });
    if (!sk.startsWith(PLACE)) return;
    places += 1;
    references.push({
      key: { pk: `LOCATION#${item.id}`, sk: 'LOCATION' },
      wrong: (found) =>
        found && isDeepStrictEqual(placeOf(found as unknown as Location), rest)
          ? undefined
          : difference(`${pk} ${sk}`, 'is not what the location says', 'saveLocation writes both'),
    });
  };
  return {
    add,
    end: (): PartitionReport => ({ counts: { places }, findings: [], references, held: [], rows }),
  };
};
