import * as fc from 'fast-check';
import { money } from '../../../shared/kernel/money.ts';
import { priceOrder } from '../../../shared/orders/price-order.ts';
import { defaultPolicy, type Policy } from '../../../shared/policies/policy.ts';

const item = (quantity: number, amount: number, at = 1) => ({
  id: `lin_${at}`,
  sku: `SKU-${at}`,
  name: 'Lantern',
  quantity,
  unitPrice: money(amount, 'GBP'),
});

const pricing = (change: Partial<Policy['pricing']>): Policy => ({
  ...defaultPolicy(),
  pricing: { ...defaultPolicy().pricing, ...change },
});
const basis = { currency: 'GBP', country: 'GB' };

describe('pricing an order', () => {
  it('multiplies and adds in minor units; without a policy nothing is put on top', () => {
    const { lines, totals } = priceOrder([item(2, 1990), item(3, 5, 2)], {
      ...basis,
      policy: defaultPolicy(),
    });
    expect(lines.map(({ total }) => total.amount)).toEqual([3980, 15]);
    expect(totals).toEqual({
      goods: 3995,
      discount: 0,
      shipping: 0,
      tax: 0,
      grand: 3995,
      paid: 0,
      refunded: 0,
    });
  });

  it('shows the tax that prices contain, without adding it', () => {
    const { totals } = priceOrder([item(1, 1200)], { ...basis, policy: pricing({ taxRates: { GB: 0.2 } }) });
    expect(totals).toMatchObject({ tax: 200, grand: 1200 });
  });

  it('adds the tax to net prices, on shipping too', () => {
    const policy = pricing({ taxRates: { GB: 0.2 }, pricesIncludeTax: false, shippingFee: { GBP: 500 } });
    expect(priceOrder([item(1, 1000)], { ...basis, policy }).totals).toMatchObject({
      shipping: 500,
      tax: 300,
      grand: 1800,
    });
  });

  it.each([
    [4999, 500],
    [5000, 0],
  ])('goods of %d pay %d shipping, where it is free from 5000', (amount, shipping) => {
    const policy = pricing({ shippingFee: { GBP: 500 }, freeShippingFrom: { GBP: 5000 } });
    expect(priceOrder([item(1, amount)], { ...basis, policy }).totals.shipping).toBe(shipping);
  });

  it('keeps what the channel worked out', () => {
    const policy = pricing({ shippingFee: { GBP: 500 } });
    const { totals } = priceOrder([item(1, 1000)], {
      ...basis,
      policy,
      channelAmounts: { shipping: 123, discount: 200 },
    });
    expect(totals).toMatchObject({ shipping: 123, discount: 200, grand: 923 });
  });

  it('loses no cent of a discount, however it is spread', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 9999 })), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (wanted, part) => {
          const items = wanted.map(([quantity, amount], at) => item(quantity, amount, at + 1));
          const goods = wanted.reduce((sum, [quantity, amount]) => sum + quantity * amount, 0);
          const discount = Math.floor(goods * part);
          const { lines, totals } = priceOrder(items, {
            ...basis,
            policy: defaultPolicy(),
            channelAmounts: { shipping: 0, discount },
          });
          expect(totals.discount).toBe(discount);
          expect(lines.reduce((sum, { total }) => sum + total.amount, 0)).toBe(goods - discount);
          expect(lines.every(({ total }) => total.amount >= 0)).toBe(true);
        },
      ),
    );
  });
});
