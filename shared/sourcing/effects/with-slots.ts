import type { Decision } from '../../orders/decision.ts';
import type { Order } from '../../orders/order.ts';
import { giveSlots } from '../give-slots.ts';
import type { Network } from '../place.ts';
import { freeSlot, takeSlot } from './capacity-store.ts';

/** A decision that sends work out or takes it back, with the places in the locations' days that go with it. */
export const withSlots = (before: Order, decision: Decision, network: Network, at: string): Decision => {
  const { next, changes } = giveSlots(before, decision.next, network, at);
  if (changes.length === 0) return decision;
  return {
    ...decision,
    next,
    also: [
      ...(decision.also ?? []),
      ...changes.map(({ locationId, slot, how }) =>
        how === 'take'
          ? takeSlot(locationId, slot, network.places.get(locationId)?.dailyCapacity ?? 0)
          : freeSlot(locationId, slot),
      ),
    ],
  };
};
