import fc from 'fast-check';
import type { OrderEvent } from '../../../shared/orders/order-events.ts';
import { eventsOf, storedEvents } from '../../../shared/orders/stored-events.ts';

const event = fc.record<OrderEvent>(
  {
    type: fc.constantFrom('paid', 'confirmed', 'allocated'),
    at: fc.constantFrom('2024-07-01T00:00:00.000Z', '2024-07-01T00:00:00.001Z'),
    actor: fc.constantFrom('ada', 'system:sweep'),
    data: fc.constant({ amount: 1 }),
  },
  { requiredKeys: ['type', 'at', 'actor'] },
);

describe('the events of a commit', () => {
  it('are told as they were, whatever is kept of them', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        expect(eventsOf(storedEvents(events))).toEqual(events);
      }),
    );
  });

  it('say once when and by whom', () => {
    const same = { at: '2024-07-01T00:00:00.000Z', actor: 'ada' };
    const events: OrderEvent[] = [
      { type: 'paid', ...same },
      { type: 'confirmed', ...same, actor: 'rule:5' },
      { type: 'allocated', ...same, actor: 'rule:5' },
    ];
    expect(storedEvents(events)).toEqual([
      { type: 'paid', ...same },
      { type: 'confirmed', actor: 'rule:5' },
      { type: 'allocated' },
    ]);
  });
});
