import { addNote } from '../../../shared/orders/add-note.ts';
import { assignOrder } from '../../../shared/orders/assign-order.ts';
import { changeTags, MAX_TAGS, tagsWith } from '../../../shared/orders/change-tags.ts';
import type { Decision } from '../../../shared/orders/decision.ts';
import { mergeNotes } from '../../../shared/orders/merge/merge-parts.ts';
import type { Hold, Order } from '../../../shared/orders/order.ts';
import { tagSchema } from '../../../shared/orders/order-schema.ts';
import { orderViewFor } from '../../../shared/orders/order-view.ts';
import { defaultPolicy } from '../../../shared/policies/policy.ts';
import { anOrder } from '../../builders/an-order.ts';

const AT = '2024-07-01T01:00:00.000Z';
const CONTEXT = { at: AT, actor: 'user:tester', policy: defaultPolicy() };
const tagged = (...tags: string[]): Order => {
  const order = anOrder();
  return { ...order, body: { ...order.body, tags } };
};

describe('a note', () => {
  it('stands on the timeline, leaves the order alone, and keeps its words from the bus', () => {
    const order = anOrder({ head: { status: 'cancelled' } });
    const { next, events } = addNote(order, { id: 'note_1', text: 'Ada called' }, CONTEXT);
    expect(next).toBe(order);
    expect(events).toMatchObject([
      { type: 'note_added', data: { noteId: 'note_1' }, kept: { text: 'Ada called' } },
    ]);
  });
});

describe('tags', () => {
  it('are these and no others; what came and what went is told', () => {
    const decision = changeTags(tagged('gift', 'vip'), ['vip', '老客户', 'vip'], CONTEXT) as Decision;
    expect(decision.next.body.tags).toEqual(['vip', '老客户']);
    expect(decision.next.head.version).toBe(2);
    expect(decision.events).toMatchObject([
      { type: 'tagged', data: { added: ['老客户'], removed: ['gift'] } },
    ]);
  });

  it('that are there already change nothing', () => {
    expect(changeTags(tagged('vip', 'gift'), ['gift', 'vip'], CONTEXT)).toBe('nothing');
  });

  it('are bounded', () => {
    const many = Array.from({ length: MAX_TAGS + 1 }, (_, at) => `tag ${at}`);
    expect(changeTags(anOrder(), many, CONTEXT)).toMatchObject({ status: 422, errors: [{ path: '/tags' }] });
  });

  it('are put on and taken off one by one', () => {
    expect(tagsWith(tagged('a', 'b'), { add: ['c', 'a'], remove: ['b'] })).toEqual(['a', 'c']);
  });

  it.each(['', ' vip', 'a\nb', '#x', 'x'.repeat(41)])('are not %j', (tag) =>
    expect(tagSchema.safeParse(tag).success).toBe(false),
  );

  it('of merged orders are all of them', () => {
    expect(mergeNotes([tagged('a', 'b').body, anOrder().body, tagged('b', 'c').body])).toMatchObject({
      tags: ['a', 'b', 'c'],
    });
  });

  it('are not shown to buyers', () => {
    const staff = { name: 'user:ada', roles: ['service_agent'] } as const;
    const buyer = { name: 'user:bob', roles: ['storefront'] } as const;
    expect(orderViewFor(staff, tagged('vip')).tags).toEqual(['vip']);
    expect(orderViewFor(buyer, tagged('vip'))).not.toHaveProperty('tags');
  });
});

describe('assigning', () => {
  const hold: Hold = { id: 'hld_1', kind: 'price', reason: 'odd', placedBy: 'system:intake', placedAt: AT };

  it('gives the order to somebody, once', () => {
    const { next, events } = assignOrder(anOrder(), { to: 'user:ada' }, CONTEXT) as Decision;
    expect(next.body.assignee).toBe('user:ada');
    expect(events).toMatchObject([{ type: 'assigned', data: { assignee: 'user:ada' } }]);
    expect(assignOrder(next, { to: 'user:ada' }, CONTEXT)).toBe('nothing');
  });

  it('gives its open holds of a kind to somebody; there must be one', () => {
    const order = anOrder({ head: { holds: [hold, { ...hold, id: 'hld_2', kind: 'address' }] } });
    const to = { to: 'role:finance', hold: 'price' } as const;
    const { next, events } = assignOrder(order, to, CONTEXT) as Decision;
    expect(next.head.holds.map(({ assignee }) => assignee)).toEqual(['role:finance', undefined]);
    expect(events).toMatchObject([{ data: { holdIds: ['hld_1'] } }]);
    expect(assignOrder(next, to, CONTEXT)).toBe('nothing');
    expect(assignOrder(anOrder(), to, CONTEXT)).toMatchObject({ status: 404 });
  });
});
