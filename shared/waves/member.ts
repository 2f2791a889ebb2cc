import type { Fulfilment } from '../orders/fulfilment.ts';
import { openHolds } from '../orders/holds.ts';
import type { OrderHead } from '../orders/order.ts';
import { type Gathering, MARKS } from './gathering.ts';

/** How far a fulfilment of a wave or manifest is; the last two are out of it. */
export const MEMBER_STATES = ['to_pick', 'short', 'picked', 'packed', 'shipped', 'held', 'dropped'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** A fulfilment with its place: the tote it is picked into. */
export type Member = {
  position: number;
  fulfilmentId: string;
  /** Absent where the order is gone from the table. */
  fulfilment?: Fulfilment;
  state: MemberState;
  /** Why it is out: `cancelled`, `taken_out`, or the kinds of holds. */
  why?: string;
};

const STATES = {
  allocated: 'to_pick',
  released: 'to_pick',
  exception: 'short',
  picked: 'picked',
  packed: 'packed',
  waybilled: 'packed',
  shipped: 'shipped',
  delivered: 'shipped',
  cancelled: 'dropped',
} as const satisfies Record<Fulfilment['status'], MemberState>;

/** Where a fulfilment stands, worked out from itself and its order: nobody has to tell the wave. */
export const memberOf = (
  gathering: Pick<Gathering, 'id' | 'kind' | 'members'>,
  fulfilmentId: string,
  fulfilment: Fulfilment | undefined,
  head: Pick<OrderHead, 'holds'> | undefined,
): Member => {
  const base = { position: gathering.members.indexOf(fulfilmentId) + 1, fulfilmentId };
  const found = { ...base, ...(fulfilment ? { fulfilment } : {}) };
  if (!fulfilment || fulfilment.status === 'cancelled')
    return { ...found, state: 'dropped', why: 'cancelled' };
  if (fulfilment[MARKS[gathering.kind].attribute] !== gathering.id)
    return { ...found, state: 'dropped', why: 'taken_out' };
  const state = STATES[fulfilment.status];
  const holds = head ? openHolds({ head: head as OrderHead }) : [];
  if (holds.length > 0 && state !== 'shipped')
    return { ...found, state: 'held', why: [...new Set(holds.map(({ kind }) => kind))].join(', ') };
  return { ...found, state };
};

/** How many are how far. */
export const progressOf = (members: readonly Member[]): Record<MemberState, number> => {
  const counts = Object.fromEntries(MEMBER_STATES.map((state) => [state, 0])) as Record<MemberState, number>;
  for (const { state } of members) counts[state]++;
  return counts;
};

const THROUGH: readonly MemberState[] = ['shipped', 'held', 'dropped'];

/** Whether nothing is left to do with any of them; what is held comes with a later wave. */
export const isThrough = (members: readonly Member[]): boolean =>
  members.every(({ state }) => THROUGH.includes(state));
