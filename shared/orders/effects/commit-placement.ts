import type { Table } from '../../runtime/table.ts';
import { MAX_WRITES, type Outcome, transact } from '../../runtime/transact.ts';
import type { Placement } from '../place-order.ts';
import { placeInSteps } from './place-in-steps.ts';
import { orderWrites, type PlacementClaims, queueGroups, reservingWrites } from './placement-writes.ts';

/**
 * Makes a placement true: order, stock, keys and events in one transaction, or nothing. An order with more stock rows
 * than a transaction holds is placed in steps that nobody sees until the last.
 */
export const commitPlacement = (
  table: Table,
  placement: Placement,
  claims: PlacementClaims,
): Promise<Outcome> => {
  const { head, reservations } = placement.order;
  const writes = [
    ...orderWrites(placement, claims),
    ...reservations.flatMap((page) => reservingWrites(head.id, page, claims)),
    ...queueGroups(placement).flat(),
  ];
  return writes.length <= MAX_WRITES
    ? transact(table, writes, claims.random)
    : placeInSteps(table, placement, claims);
};
