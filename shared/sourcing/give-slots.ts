import { shardOf } from '../kernel/ids.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { freeCounter, type Slot } from './capacity.ts';
import { leavingDay } from './leaving-day.ts';
import type { Network } from './place.ts';

/** A place in a location's day that is taken or given back with a decision. */
export type SlotChange = { locationId: string; slot: Slot; how: 'take' | 'free' };

const MANY = 1 << 16;

/**
 * Gives new fulfilments a place in the day of a location that can do only so much, and takes back the place of one that
 * its location refused. A location that is full for as long as one can see is sent the work all the same: people
 * have decided so.
 */
export const giveSlots = (
  before: Order,
  next: Order,
  network: Network,
  at: string,
): { next: Order; changes: SlotChange[] } => {
  const changes: SlotChange[] = [];
  const known = new Set(before.fulfilments.map(({ id }) => id));
  const fulfilments = next.fulfilments.map((each): Fulfilment => {
    if (!known.has(each.id)) {
      const taken = slotFor(each, network, at);
      if (!taken || changes.some(({ locationId }) => locationId === each.locationId)) return each;
      changes.push({ locationId: each.locationId, slot: taken, how: 'take' });
      return { ...each, slot: taken };
    }
    if (!each.slot || !each.rejected || each.status !== 'cancelled') return each;
    const { slot, ...rest } = each;
    changes.push({ locationId: each.locationId, slot, how: 'free' });
    return rest;
  });
  return changes.length > 0 ? { next: { ...next, fulfilments }, changes } : { next, changes };
};

const slotFor = (
  { id, locationId }: Fulfilment,
  { places, loads }: Network,
  at: string,
): Slot | undefined => {
  const place = places.get(locationId);
  if (place?.dailyCapacity === undefined) return undefined;
  const day = leavingDay(place, at, loads);
  if (day === undefined) return undefined;
  const counter = freeCounter(place, day, loads, shardOf(id, MANY));
  return counter === undefined ? undefined : { day, counter };
};
