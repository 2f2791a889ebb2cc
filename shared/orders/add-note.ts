import type { Decision, DecisionContext } from './decision.ts';
import type { Order } from './order.ts';

/**
 * Writes a note on an order's timeline, whatever state the order is in; the order itself is not touched. Its words are
 * kept with the order and never told over the bus.
 */
export const addNote = (
  order: Order,
  { id, text }: { id: string; text: string },
  { at, actor }: Pick<DecisionContext, 'at' | 'actor'>,
): Decision => ({
  next: order,
  events: [{ type: 'note_added', at, actor, data: { noteId: id }, kept: { text } }],
});
