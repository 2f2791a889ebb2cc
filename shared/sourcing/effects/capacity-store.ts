import type { Write } from '../../runtime/transact.ts';
import { type Slot, sharesOf } from '../capacity.ts';
import { loadSk, SOURCING } from '../sourcing-keys.ts';

const keyOf = (locationId: string, { day, counter }: Slot) => ({
  pk: SOURCING,
  sk: loadSk(day, locationId, counter),
});

/** Takes a place in a location's day; refused when the counter is full. */
export const takeSlot = (locationId: string, slot: Slot, dailyCapacity: number): Write => ({
  label: `capacity of ${locationId}`,
  update: {
    Key: keyOf(locationId, slot),
    UpdateExpression: 'SET locationId = :location, #day = :day, #counter = :counter ADD taken :one',
    ConditionExpression: 'attribute_not_exists(taken) OR taken < :share',
    ExpressionAttributeNames: { '#day': 'day', '#counter': 'counter' },
    ExpressionAttributeValues: {
      ':location': locationId,
      ':day': slot.day,
      ':counter': slot.counter,
      ':one': 1,
      ':share': sharesOf(dailyCapacity)[slot.counter] ?? 0,
    },
  },
});

/** Gives a place in a location's day back. */
export const freeSlot = (locationId: string, slot: Slot): Write => ({
  label: `capacity of ${locationId}`,
  update: {
    Key: keyOf(locationId, slot),
    UpdateExpression: 'ADD taken :less',
    ConditionExpression: 'taken > :none',
    ExpressionAttributeValues: { ':less': -1, ':none': 0 },
  },
});
