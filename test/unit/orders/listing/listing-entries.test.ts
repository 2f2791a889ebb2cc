import { phoneSign } from '../../../../shared/orders/listing/contact-signs.ts';
import {
  entryKey,
  holdEntries,
  lastingNames,
  nameOf,
  orderIdOf,
} from '../../../../shared/orders/listing/listing-entries.ts';
import type { Hold } from '../../../../shared/orders/order.ts';
import { anOrder } from '../../../builders/an-order.ts';

const hold = (change: Partial<Hold>): Hold => ({
  id: 'hld_1',
  kind: 'address',
  reason: 'where is this?',
  placedBy: 'system',
  placedAt: '2024-07-01T00:00:00.000Z',
  ...change,
});
const places = (holds: Hold[], status: 'open' | 'cancelled' = 'open') =>
  holdEntries({ id: 'ord_1', status, holds }).map(({ pk, sk }) => `${nameOf(pk)} ${sk}`);

describe('where an order is listed', () => {
  it('is under its phones, its e-mail address and each of its products once, none of them readable but the product', () => {
    const order = anOrder();
    const [line] = order.lines;
    if (!line) throw new Error('no line');
    const names = lastingNames({ ...order, lines: [line, { ...line, id: 'lin_2' }] });
    expect(names).toHaveLength(3);
    expect(names).toContain('SKU#LANTERN');
    expect(names.join()).not.toMatch(/139|ada/i);
  });

  it('takes telephone numbers for the same however they are written', () => {
    const ways = ['+86 139 1234 5678', '008613912345678', '139-1234-5678'];
    expect(new Set(ways.map(phoneSign)).size).toBe(1);
    expect(phoneSign('+86 139 1234 5679')).not.toBe(phoneSign('+86 139 1234 5678'));
  });

  it('is under each kind of its open holds once, and under who answers them at their first deadline', () => {
    const holds = [
      hold({ dueAt: '2024-07-03T00:00:00.000Z' }),
      hold({ id: 'hld_2', dueAt: '2024-07-02T00:00:00.000Z', assignee: 'role:service_agent' }),
      hold({ id: 'hld_3', kind: 'credit', assignee: 'user:ada' }),
      hold({ id: 'hld_4', kind: 'price', releasedAt: '2024-07-01T01:00:00.000Z' }),
    ];
    expect(places(holds)).toEqual([
      'HOLD#address ord_1',
      'HOLD#credit ord_1',
      'ASSIGNEE#role:service_agent 2024-07-02T00:00:00.000Z#ord_1',
      'ASSIGNEE#user:ada ~#ord_1',
    ]);
  });

  it('is in nobody’s list of holds once it has ended', () => {
    expect(places([hold({})], 'cancelled')).toEqual([]);
  });

  it('finds an entry’s name and order again, whatever the product is called', () => {
    const { pk, sk } = entryKey('SKU#red/blue 2.0', 'ord_7', '2024-07-02');
    expect([nameOf(pk), orderIdOf(sk)]).toEqual(['SKU#red/blue 2.0', 'ord_7']);
  });
});
