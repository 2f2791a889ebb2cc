import { MILESTONES, type Milestone } from '../../shared/orders/order-events.ts';
import type { WholeOrder } from './order-partition.ts';
import { difference, type Finding } from './report.ts';

/** What an order that was split from another has behind it. */
const INHERITED: readonly Milestone[] = ['placed', 'validated', 'confirmed', 'paid'];

/** Which facts an order cannot have without their milestone. */
const owed = ({ head, body, fulfilments }: WholeOrder): Milestone[] => {
  const since: [Milestone, boolean][] = [
    ['placed', true],
    ['validated', true],
    ['confirmed', head.confirmation === 'confirmed'],
    ['paid', head.paidAt !== undefined],
    ['allocated', fulfilments.length > 0],
    ['released', fulfilments.some(({ releasedAt }) => releasedAt !== undefined)],
    ['picked', fulfilments.some(({ pickedAt }) => pickedAt !== undefined)],
    ['packed', fulfilments.some(({ packedAt }) => packedAt !== undefined)],
    ['waybill_created', fulfilments.some(({ waybilledAt }) => waybilledAt !== undefined)],
    ['shipped', ['shipped', 'partially_delivered', 'delivered'].includes(head.fulfilment)],
    ['delivered', head.deliveredAt !== undefined],
    ['completed', head.status === 'completed'],
  ];
  // What happened before a split stands on the timeline of the order that was split.
  const known = body.splitFrom ? INHERITED : [];
  return since
    .filter(([milestone, isSo]) => isSo && !known.includes(milestone))
    .map(([milestone]) => milestone);
};

/** Proves the history: what the order is, it tells how it became; and no milestone is told twice. */
export const timelineFindings = (order: WholeOrder): Finding[] => {
  const { head, events } = order;
  const times = new Map<string, number>();
  for (const { type } of events) times.set(type, (times.get(type) ?? 0) + 1);
  const key = `ORDER#${head.id} TIMELINE#`;
  const must: string[] = [
    ...owed(order),
    ...(head.status === 'cancelled' ? [head.mergedInto ? 'merged' : 'cancelled'] : []),
  ];
  return [
    ...must
      .filter((type) => !times.has(type))
      .map((type) =>
        difference(key, `the order is ${type}, its timeline does not say so`, 'a commit without its event'),
      ),
    ...[...MILESTONES, 'cancelled']
      .filter((type) => (times.get(type) ?? 0) > 1)
      .map((type) =>
        difference(
          key,
          `${type} is told ${times.get(type)} times`,
          'two commits that both thought they were first',
        ),
      ),
  ];
};
