import type { Product } from '../../../../shared/catalog/product.ts';
import { money } from '../../../../shared/kernel/money.ts';
import type { PricedItem } from '../../../../shared/orders/price-order.ts';
import { chooseSubstitutes, standingBy } from '../../../../shared/orders/substitutes/choose-substitutes.ts';
import { agreedOn, standIn } from '../../../../shared/orders/substitutes/stand-in.ts';
import { aProduct } from '../../../builders/a-product.ts';

const product = (sku: string, change: Partial<Product> = {}): Product => ({
  ...aProduct({ name: `the ${sku}` }),
  sku,
  version: 1,
  ...change,
});
const catalogue: Record<string, Product> = {
  CUP: product('CUP', { substitutes: ['MUG', 'BOWL'] }),
  MUG: product('MUG', { price: money(2500, 'CNY') }),
  BOWL: product('BOWL', { price: money(1500, 'CNY') }),
  OLD: product('OLD', { active: false }),
  ABROAD: product('ABROAD', { price: money(10, 'GBP') }),
  SET: product('SET', { components: [{ sku: 'BOWL', quantity: 2 }] }),
};
const productOf = (sku: string) => catalogue[sku];
const item = (id: string, quantity: number, change: Partial<PricedItem> = {}): PricedItem => ({
  id,
  sku: 'CUP',
  name: 'the CUP',
  quantity,
  unitPrice: money(1990, 'CNY'),
  ...change,
});
const choose = (items: readonly PricedItem[], units: Record<string, number>) =>
  Object.fromEntries(
    [...chooseSubstitutes(items, new Map(Object.entries(units)), productOf)].map(([id, { sku }]) => [
      id,
      sku,
    ]),
  );

describe('what is sent instead of a line that is short', () => {
  it('is nothing where nothing was agreed, or nothing is short', () => {
    expect(choose([item('lin_1', 3)], { CUP: 2, MUG: 9 })).toEqual({});
    expect(choose([item('lin_1', 3, { substitutes: 'any' })], { CUP: 3, MUG: 9 })).toEqual({});
  });

  it('is the first in the order of the product that is there for the whole line', () => {
    const wanted = [item('lin_1', 3, { substitutes: 'any' })];
    expect(choose(wanted, { CUP: 2, MUG: 3, BOWL: 3 })).toEqual({ lin_1: 'MUG' });
    expect(choose(wanted, { CUP: 2, MUG: 2, BOWL: 3 })).toEqual({ lin_1: 'BOWL' });
    expect(choose(wanted, { CUP: 2, MUG: 2, BOWL: 2 })).toEqual({});
  });

  it('is the first that the buyer named, if it is sold in the same currency', () => {
    const wanted = [item('lin_1', 1, { substitutes: ['OLD', 'ABROAD', 'NOBODY_KNOWS', 'BOWL', 'MUG'] })];
    expect(choose(wanted, { OLD: 9, ABROAD: 9, MUG: 9, BOWL: 9 })).toEqual({ lin_1: 'BOWL' });
  });

  it('is a bundle where its parts are there', () => {
    const wanted = [item('lin_1', 2, { substitutes: ['SET'] })];
    expect(choose(wanted, { BOWL: 4 })).toEqual({ lin_1: 'SET' });
    expect(choose(wanted, { BOWL: 3 })).toEqual({});
  });

  it('leaves what is there to the lines that want nothing else', () => {
    const wanted = [item('lin_1', 2, { substitutes: 'any' }), item('lin_2', 2)];
    expect(choose(wanted, { CUP: 2, MUG: 2 })).toEqual({ lin_1: 'MUG' });
  });

  it('is not taken from another line, nor promised to two', () => {
    const wanted = [
      item('lin_1', 2, { substitutes: 'any' }),
      item('lin_2', 2, { substitutes: 'any' }),
      item('lin_3', 1, { sku: 'MUG' }),
    ];
    expect(choose(wanted, { MUG: 4 })).toEqual({ lin_1: 'MUG' });
  });
});

describe('the price of what is sent instead', () => {
  it('is what was wished for, where it is dearer', () => {
    expect(standIn(item('lin_1', 1), product('MUG', { price: money(2500, 'CNY') }))).toMatchObject({
      sku: 'MUG',
      substitutedFor: 'CUP',
      unitPrice: money(1990, 'CNY'),
      cataloguePrice: money(2500, 'CNY'),
    });
  });

  it('is its own, where it is cheaper', () => {
    const sent = standIn(item('lin_1', 1), product('BOWL', { price: money(1500, 'CNY') }));
    expect(sent.unitPrice).toEqual(money(1500, 'CNY'));
    expect(sent.cataloguePrice).toBeUndefined();
  });

  it('names what was wished for first, also when it is replaced again', () => {
    const once = standIn(item('lin_1', 1), product('BOWL'));
    expect(standIn(once, product('MUG')).substitutedFor).toBe('CUP');
  });
});

describe('what a buyer agrees to', () => {
  it('is what they say with the line, else what they always say', () => {
    expect(agreedOn(undefined)).toEqual({});
    expect(agreedOn(undefined, { substitutes: 'any' })).toEqual({ substitutes: 'any' });
    expect(agreedOn('none', { substitutes: 'any' })).toEqual({});
    expect(agreedOn(['MUG'], { substitutes: 'none' })).toEqual({ substitutes: ['MUG'] });
  });
});

describe('what a refusal offers', () => {
  it('is sold, and there in such a number beside what the order wants itself', () => {
    const takeable = new Map([
      ['MUG', 4],
      ['BOWL', 9],
      ['OLD', 9],
    ]);
    const items = [item('lin_1', 2), item('lin_2', 3, { sku: 'MUG' })];
    expect(standingBy(['OLD', 'MUG', 'BOWL'], 2, { items, takeable, productOf })).toEqual(['BOWL']);
  });
});
