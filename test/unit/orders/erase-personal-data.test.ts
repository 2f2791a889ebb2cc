import type { Decision } from '../../../shared/orders/decision.ts';
import { erasePersonalData, eventsWithoutWords } from '../../../shared/orders/erase-personal-data.ts';
import { aContext, anOrder } from '../../builders/an-order.ts';

const HOLD = {
  id: 'hld_1',
  kind: 'address',
  reason: 'Ada lives elsewhere',
  placedBy: 'user:desk',
  placedAt: '2024-07-01T00:00:00.000Z',
  releaseNote: 'Ada says so',
} as const;

describe('erasing the buyer from an order', () => {
  it('takes the person out and leaves the books', async () => {
    const order = anOrder({ head: { status: 'completed' }, reservations: [] });
    const delivery = { ...order.body.delivery, wish: 'Ask for Ada' };
    const words = { buyerNote: 'for Ada', cancelReason: 'Ada moved' };
    const body = { ...order.body, ...words, delivery, pastHolds: [HOLD] };
    const { next, events } = erasePersonalData({ ...order, body }, await aContext()) as Decision;
    expect(JSON.stringify(next)).not.toMatch(/Ada|ada@|1391234|世纪/);
    expect(next.lines).toBe(order.lines);
    expect(next.head).toMatchObject({ totals: order.head.totals, number: order.head.number, version: 2 });
    expect(next.body.shippingAddress.country).toBe('CN');
    expect(next.body.pastHolds).toMatchObject([{ id: 'hld_1', kind: 'address', placedBy: 'user:desk' }]);
    expect(events).toMatchObject([{ type: 'personal_data_erased' }]);
    expect(erasePersonalData(next, await aContext())).toBe('nothing');
  });

  it('waits for an order that is open', async () => {
    expect(erasePersonalData(anOrder(), await aContext())).toBe('nothing');
  });

  it('takes words from events, and leaves ids, codes and amounts', () => {
    const plain = { type: 'placed', at: '', actor: '', data: { channel: 'pos' } } as const;
    const events = [
      plain,
      { type: 'held', at: '', actor: '', data: { holdId: 'hld_1', reason: 'Ada' } },
      { type: 'note_added', at: '', actor: '', data: { noteId: 'n' }, kept: { text: 'Ada' } },
    ] as const;
    expect(eventsWithoutWords(events)).toEqual([
      plain,
      { type: 'held', at: '', actor: '', data: { holdId: 'hld_1' } },
      { type: 'note_added', at: '', actor: '', data: { noteId: 'n' } },
    ]);
    const silent = [plain];
    expect(eventsWithoutWords(silent)).toBe(silent);
  });
});
