import { newId, newOrderNumber, orderIdOfPart, partId, shardOf } from '../../../shared/kernel/ids.ts';

const AT = new Date('2024-07-01T23:59:59.999Z');

describe('identifiers', () => {
  it('sort by time and differ by chance', () => {
    const early = newId('ord', AT, () => 0.9);
    const late = newId('ord', new Date(AT.getTime() + 1), () => 0.1);
    expect(early).toMatch(/^ord_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(early < late).toBe(true);
    expect(newId('ord', AT, Math.random)).not.toBe(newId('ord', AT, Math.random));
  });

  it('of orders for people carry the UTC day and six letters without I, L, O, U', () => {
    expect(newOrderNumber(AT, () => 0.999)).toBe('240701-ZZZZZZ');
    expect(newOrderNumber(AT, Math.random)).toMatch(/^240701-[0-9A-HJKMNP-TV-Z]{6}$/);
  });

  it('of parts lead to their order, and nothing else does', () => {
    const order = newId('ord', AT, Math.random);
    expect(orderIdOfPart('pay', partId('pay', order, 12))).toBe(order);
    for (const wrong of [
      order,
      partId('ful', order, 1),
      `${partId('pay', order, 1)}x`,
      'pay_1_1',
      partId('pay', order, 0),
    ])
      expect(orderIdOfPart('pay', wrong)).toBeUndefined();
  });

  it('spread evenly over shards, always the same way', () => {
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 4000; n++) {
      const shard = shardOf(newId('ord', AT, Math.random), 4);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(200);
    expect(shardOf('ord_1', 4)).toBe(shardOf('ord_1', 4));
  });
});
