import { type Actor, holdsRole, isStaff, type Role } from '../../kernel/actor.ts';
import { forbidden, type Problem, problem } from '../../kernel/problem.ts';
import type { Fulfilment } from '../fulfilment.ts';
import type { Order } from '../order.ts';
import type { FulfilmentStatus } from '../order-states.ts';

/** What of an order can be amended, each by itself. */
export const PARTS = [
  'lines',
  'shippingAddress',
  'customer',
  'delivery',
  'buyerNote',
  'sellerNote',
  'giftMessage',
] as const;
export type Part = (typeof PARTS)[number];

/** How far the furthest of an order's fulfilments is; `none` while no warehouse has anything of it. */
export type Progress = 'none' | Exclude<FulfilmentStatus, 'cancelled' | 'delivered'>;

/**
 * `yes`: nobody else is concerned. `warehouse`: the warehouse has it, and its fulfilments take part in the commit, so
 * that a step taken at the same moment makes one of the two repeat: changed goods are taken back from it and sent anew.
 * `release`: somebody has it in hands; it needs the warehouse's release, which is that the warehouse itself makes the
 * change. `no`: too late.
 */
type Rule = 'yes' | 'warehouse' | 'release' | 'no';

const ALWAYS = rule('yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes');

function rule(
  none: Rule,
  allocated: Rule,
  released: Rule,
  exception: Rule,
  picked: Rule,
  packed: Rule,
  waybilled: Rule,
  shipped: Rule,
): Readonly<Record<Progress, Rule>> {
  return { none, allocated, released, exception, picked, packed, waybilled, shipped };
}

/**
 * When which part may be amended. Goods: until something is off the shelves. Address and way of delivery: until the
 * label is made. What lies in the box: until it is closed; once goods are in somebody's hands, both by the warehouse. Whom to
 * reach, and the merchant's own note: always.
 */
export const AMENDABLE: Readonly<Record<Part, Readonly<Record<Progress, Rule>>>> = {
  lines: rule('yes', 'warehouse', 'warehouse', 'no', 'no', 'no', 'no', 'no'),
  shippingAddress: rule('yes', 'warehouse', 'warehouse', 'release', 'release', 'release', 'no', 'no'),
  delivery: rule('yes', 'warehouse', 'warehouse', 'release', 'release', 'release', 'no', 'no'),
  giftMessage: rule('yes', 'warehouse', 'warehouse', 'release', 'release', 'no', 'no', 'no'),
  buyerNote: rule('yes', 'warehouse', 'warehouse', 'release', 'release', 'no', 'no', 'no'),
  customer: ALWAYS,
  sellerNote: ALWAYS,
};

/** What buyers may amend themselves, and how long: until a warehouse may have begun. */
export const BY_BUYERS: { parts: readonly Part[]; until: readonly Progress[] } = {
  parts: ['shippingAddress', 'customer', 'buyerNote', 'giftMessage'],
  until: ['none', 'allocated'],
};

const FURTHEST: readonly Progress[] = [
  'shipped',
  'waybilled',
  'packed',
  'picked',
  'exception',
  'released',
  'allocated',
];

/** How far the furthest fulfilment is. */
export const progressOf = (fulfilments: readonly Fulfilment[]): Progress => {
  const reached = fulfilments.map(({ status }): string => (status === 'delivered' ? 'shipped' : status));
  return FURTHEST.find((each) => reached.includes(each)) ?? 'none';
};

/** What the warehouse may amend: what it is asked to release, and the merchant's note. */
const BY_WAREHOUSE: readonly Part[] = PARTS.filter(
  (part) => part === 'sellerNote' || Object.values(AMENDABLE[part]).includes('release'),
);

const DESK: readonly Role[] = ['service_agent', 'sales_manager'];

/** The parts that this actor ever amends. */
const ownParts = (by: Actor): readonly Part[] => {
  if (!isStaff(by)) return BY_BUYERS.parts;
  return holdsRole(by, DESK) ? PARTS : BY_WAREHOUSE;
};

/** The parts that this actor may still amend. */
export const amendableParts = (progress: Progress, by: Actor): Part[] =>
  ownParts(by).filter((part) => {
    const rule = AMENDABLE[part][progress];
    if (rule === 'no' || (!isStaff(by) && !BY_BUYERS.until.includes(progress))) return false;
    return rule !== 'release' || holdsRole(by, ['warehouse']);
  });

/** Why these parts must not be amended now, by this actor; the first that stands in the way. */
export const whyNotAmend = (
  { head, fulfilments }: Order,
  parts: readonly Part[],
  by: Actor,
): Problem | undefined => {
  const refused = (
    part: Part | undefined,
    state: string,
    allowed: readonly Part[],
    detail: string,
  ): Problem =>
    problem(409, 'illegal_transition', 'Not possible in this state', {
      detail,
      extra: { ...(part ? { part } : {}), state, allowed },
    });
  if (head.status !== 'open')
    return refused(
      parts[0],
      head.status,
      [],
      `The order is ${head.status}; nothing of it is amended any more.`,
    );
  const foreign = parts.find((part) => !ownParts(by).includes(part));
  if (foreign)
    return forbidden(`${foreign} is amended by ${isStaff(by) ? 'the desk' : "the merchant's staff"}.`);
  const progress = progressOf(fulfilments);
  const allowed = amendableParts(progress, by);
  const late = parts.find((part) => !allowed.includes(part));
  if (!late) return undefined;
  const detail =
    isStaff(by) && AMENDABLE[late][progress] === 'release'
      ? `A fulfilment is ${progress}: ${late} needs the warehouse's release; somebody of the warehouse can make the change.`
      : `A fulfilment is ${progress}: ${late} is not amended any more.`;
  return refused(late, progress, allowed, detail);
};

/** Whether a part's change concerns what a warehouse already has. */
export const concernsWarehouse = ({ fulfilments }: Order, parts: readonly Part[]): boolean =>
  parts.some((part) => ['warehouse', 'release'].includes(AMENDABLE[part][progressOf(fulfilments)]));
