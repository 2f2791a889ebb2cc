import type { Fulfilment } from './fulfilment.ts';
import { moveUnits, stateOf } from './reservation-life.ts';

const isOut = ({ status }: Fulfilment): boolean => status === 'shipped' || status === 'delivered';
const isActive = (fulfilment: Fulfilment): boolean => fulfilment.status !== 'cancelled' && !isOut(fulfilment);

/**
 * Takes back from the warehouses what they have and have not picked. Their fulfilments end; what the order then wants
 * is sent anew; until then its units are reserved for it. They take part in the commit, so that a pick at the same moment makes one of the two repeat.
 */
export const withdrawFulfilments = (fulfilments: readonly Fulfilment[]): Fulfilment[] =>
  fulfilments.map((each) => {
    if (!isActive(each)) return each;
    moveUnits(stateOf({ fulfilments }, { fulfilment: each.ordinal }), 'withdraw');
    return { ...each, status: 'cancelled', version: each.version + 1 };
  });

/** Makes the fulfilments take part in a commit that changes what they follow, without changing them. */
export const touchFulfilments = (fulfilments: readonly Fulfilment[]): Fulfilment[] =>
  fulfilments.map((each) => (isActive(each) ? { ...each, version: each.version + 1 } : each));
