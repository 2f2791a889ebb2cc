import { claimKey } from '../../runtime/idempotency.ts';
import type { Table } from '../../runtime/table.ts';
import { MAX_WRITES, type Outcome, transact, type Write } from '../../runtime/transact.ts';
import type { Placement } from '../place-order.ts';
import type { Reservation } from '../reservation.ts';
import { claimExternalId } from './external-id.ts';
import { endPlacement, openPlacement, placementIs } from './placement.ts';
import { orderWrites, type PlacementClaims, queueGroups, reservingWrites } from './placement-writes.ts';
import { undoPlacement } from './undo-placement.ts';

/**
 * Places an order whose stock rows do not fit one transaction: claim the keys → take the stock, page by page, and places in queues → write the
 * order. Its head comes last, so nobody sees it before it is whole. When a step's condition fails everything is given
 * back and the outcome says which; when the process dies, a sweep gives it back (`undo-placement.ts`).
 */
export const placeInSteps = async (
  table: Table,
  placement: Placement,
  claims: PlacementClaims,
): Promise<Outcome> => {
  const { head, reservations } = placement.order;
  const opened = await transact(table, openingWrites(head.id, claims), claims.random);
  if (!opened.committed) return opened;
  const pages = [
    ...inTakingOrder(reservations).map((page) => reservingWrites(head.id, page, claims)),
    ...queueGroups(placement),
  ];
  const steps = [
    ...inTransactions(pages, MAX_WRITES - 1).map((writes) => [placementIs(head.id, 'reserving'), ...writes]),
    [...orderWrites(placement, claims, 'claimed'), endPlacement(head.id, 'reserving')],
  ];
  const undo = () => undoPlacement({ table, random: claims.random, now: () => claims.now }, head.id);
  try {
    for (const step of steps) {
      const outcome = await transact(table, step, claims.random);
      if (outcome.committed) continue;
      await undo();
      return outcome;
    }
    return { committed: true };
  } catch (error) {
    // Given back at once if the table lets us; if not, the sweep will.
    await undo().catch(() => undefined);
    throw error;
  }
};

const openingWrites = (
  orderId: string,
  { now, idempotency, external, requestHash, early }: PlacementClaims,
): Write[] => [
  openPlacement(
    {
      orderId,
      ...(idempotency ? { idempotency } : {}),
      ...(external ? { external } : {}),
      ...(early ? { early } : {}),
    },
    now,
  ),
  ...(idempotency ? [claimKey(idempotency, now)] : []),
  ...(external
    ? [claimExternalId(external, { orderId, requestHash, placing: true }, early ? { early } : {})]
    : []),
];

/** Location by location, page by page: the same way through the stock for every order. */
const inTakingOrder = (pages: readonly Reservation[]): Reservation[] =>
  pages.toSorted((one, other) =>
    one.locationId === other.locationId ? one.page - other.page : one.locationId < other.locationId ? -1 : 1,
  );

/** Packs groups of writes that must stay together into as few transactions as hold them, in order. */
const inTransactions = (groups: readonly Write[][], room: number): Write[][] =>
  groups.reduce<Write[][]>((done, group) => {
    const last = done.at(-1);
    if (last && last.length + group.length <= room) last.push(...group);
    else done.push([...group]);
    return done;
  }, []);
