import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { money } from '../../../shared/kernel/money.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { removePromotion } from '../../../shared/promotions/effects/promotion-store.ts';
import { unitsByTerms } from '../../../shared/promotions/units-by-terms.ts';
import { unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { aGiftShop, ok } from './gift-shop.ts';

let test: TestTable;
const shop = aGiftShop(() => test);

beforeAll(async () => {
  test = await openTestTable();
}, 60_000);
afterAll(() => test.close());

/** Lanterns, and candles that come with every two of them. */
const shelf = async (candles = 10, offer: Record<string, unknown> = {}) => {
  const id = unique();
  const lantern = await shop.stocked(`LANTERN-${id}`, 50);
  const candle = await shop.stocked(`CANDLE-${id}`, candles, { price: money(500, 'CNY') });
  const promotion = `candle-${id}`;
  await shop.promoted(promotion, {
    name: 'A candle with every two lanterns',
    kind: 'gift',
    when: { skus: [lantern], minQuantity: 2 },
    gift: { sku: candle, per: 'each' },
    ...offer,
  });
  return { lantern, candle, promotion };
};

describe('an order that earns a gift', () => {
  it('has it as a line that costs nothing, and takes it from stock', async () => {
    const { lantern, candle, promotion } = await shelf();
    const order = await shop.taken([{ sku: lantern, quantity: 5 }]);
    expect(order.lines).toMatchObject([
      { id: 'lin_1', sku: lantern, quantity: 5 },
      {
        id: 'lin_2',
        sku: candle,
        quantity: 2,
        unitPrice: money(0, 'CNY'),
        cataloguePrice: money(500, 'CNY'),
        total: money(0, 'CNY'),
        tax: money(0, 'CNY'),
        gift: { promotionId: promotion, causes: ['lin_1'] },
      },
    ]);
    expect(order.head.totals.grand).toBe(5 * 1990);
    expect(order.head.lineCount).toBe(2);
    expect(order.head.holds).toEqual([]);
    expect(order.reservations.flatMap(({ units }) => units)).toContainEqual(
      expect.objectContaining({ lineId: 'lin_2', sku: candle, quantity: 2 }),
    );
  });

  it('goes without it where there is not enough left, and nobody gets half of one', async () => {
    const { lantern } = await shelf(1);
    const order = await shop.taken([{ sku: lantern, quantity: 4 }]);
    expect(order.lines).toHaveLength(1);
  });

  it('is refused where the promotion insists on it', async () => {
    const { lantern, candle } = await shelf(1, { ifShort: 'refuse' });
    expect(await shop.take([{ sku: lantern, quantity: 4 }])).toMatchObject({
      code: 'insufficient_stock',
      extra: { shortages: [{ sku: candle, requested: 2, available: 1 }] },
    });
  });

  it('has none of a promotion that ended', async () => {
    const { lantern, promotion } = await shelf();
    ok(await removePromotion(shop.deps(), promotion, undefined));
    expect((await shop.taken([{ sku: lantern, quantity: 2 }])).lines).toHaveLength(1);
  });

  it('gives the last gifts to as many as there are, whoever comes at the same time', async () => {
    const { lantern, candle } = await shelf(3);
    const results = await Promise.all(
      Array.from({ length: 6 }, () => shop.take([{ sku: lantern, quantity: 2 }])),
    );
    expect(results.filter(isProblem)).toEqual([]);
    const lines = results.flatMap((result) => (isProblem(result) ? [] : result.order.lines));
    expect(lines.filter(({ sku }) => sku === candle)).toHaveLength(3);
  });
});

describe('goods that may be waited for', () => {
  it('are replaced by what was agreed before anybody waits, and waited for where that is short too', async () => {
    const id = unique();
    const mug = await shop.stocked(`MUG-${id}`, 3);
    const cup = await shop.stocked(`CUP-${id}`, 1, { backorderLimit: 10, substitutes: [mug] });
    const wish = [{ sku: cup, quantity: 3, substitutes: 'any' }];
    const replaced = await shop.taken(wish);
    expect(replaced.lines).toMatchObject([{ sku: mug, substitutedFor: cup }]);
    expect(replaced.backorders ?? []).toEqual([]);
    const waits = await shop.taken(wish);
    expect(waits.lines).toMatchObject([{ sku: cup, quantity: 3 }]);
    expect(waits.backorders).toMatchObject([{ sku: cup, units: [{ lineId: 'lin_1', quantity: 2 }] }]);
  });

  it('are not waited for as gifts', async () => {
    const id = unique();
    const candle = await shop.stocked(`CANDLE-${id}`, 0, { backorderLimit: 10 });
    const lantern = await shop.stocked(`LANTERN-${id}`, 9);
    const when = { skus: [lantern] };
    await shop.promoted(`p-${id}`, { name: 'A candle', kind: 'gift', when, gift: { sku: candle } });
    const order = await shop.taken([{ sku: lantern, quantity: 1 }]);
    expect(order.lines).toHaveLength(1);
    expect(order.backorders ?? []).toEqual([]);
    const more = await shop.amended(order.head.id, [{ id: 'lin_1', sku: lantern, quantity: 2 }]);
    expect(more.lines).toHaveLength(1);
  });

  it('as a bundle that is given takes its parts', async () => {
    const id = unique();
    const card = await shop.stocked(`CARD-${id}`, 5);
    const pack = await shop.stocked(`PACK-${id}`, 0, { components: [{ sku: card, quantity: 2 }] });
    const lantern = await shop.stocked(`LANTERN-${id}`, 9);
    const when = { skus: [lantern] };
    await shop.promoted(`p-${id}`, { name: 'Cards', kind: 'gift', when, gift: { sku: pack } });
    const order = await shop.taken([{ sku: lantern, quantity: 1 }]);
    expect(order.lines[1]).toMatchObject({ sku: pack, components: [{ sku: card, quantity: 2 }] });
    const units = order.reservations.flatMap((page) => page.units);
    expect(units).toContainEqual(expect.objectContaining({ lineId: 'lin_2', sku: card, quantity: 2 }));
  });
});

describe('a gift', () => {
  it('comes and goes with its cause, in the same commit', async () => {
    const { lantern, candle, promotion } = await shelf();
    const order = await shop.taken([{ sku: lantern, quantity: 1 }]);
    expect(order.lines).toHaveLength(1);
    const more = await shop.amended(order.head.id, [{ id: 'lin_1', sku: lantern, quantity: 6 }]);
    expect(more.lines).toMatchObject([
      { id: 'lin_1', quantity: 6 },
      { id: 'lin_2', sku: candle, quantity: 3, gift: { promotionId: promotion, causes: ['lin_1'] } },
    ]);
    const fewer = await shop.amended(order.head.id, [{ id: 'lin_1', sku: lantern, quantity: 3 }]);
    expect(fewer.lines).toMatchObject([{ quantity: 3 }, { id: 'lin_2', quantity: 1 }]);
    expect(fewer.reservations.flatMap(({ units }) => units)).toContainEqual(
      expect.objectContaining({ lineId: 'lin_2', quantity: 1 }),
    );
    const none = await shop.amended(order.head.id, [{ id: 'lin_1', sku: lantern, quantity: 1 }]);
    expect(none.lines).toMatchObject([{ id: 'lin_1', quantity: 1 }]);
    expect(none.reservations.flatMap(({ units }) => units)).toMatchObject([{ lineId: 'lin_1', quantity: 1 }]);
  });

  it('stays when its cause is swapped for another line of the same', async () => {
    const { lantern, candle } = await shelf();
    const order = await shop.taken([{ sku: lantern, quantity: 2 }]);
    const swapped = await shop.amended(order.head.id, [{ sku: lantern, quantity: 3 }]);
    expect(swapped.lines).toMatchObject([
      { sku: candle, quantity: 1, gift: { causes: ['lin_3'] } },
      { id: 'lin_3', sku: lantern, quantity: 3 },
    ]);
  });

  it('is not asked for more than was given, can be declined, and does not refuse an amendment', async () => {
    const { lantern, candle } = await shelf(1);
    const order = await shop.taken([{ sku: lantern, quantity: 2 }]);
    const { id } = order.head;
    const bought = { id: 'lin_1', sku: lantern, quantity: 2 };
    await expect(shop.amended(id, [bought, { id: 'lin_2', sku: candle, quantity: 2 }])).rejects.toThrow(
      'is_a_gift',
    );
    const more = await shop.amended(id, [{ ...bought, quantity: 4 }]);
    expect(more.lines).toMatchObject([{ quantity: 4 }, { sku: candle, quantity: 1 }]);
    const declined = await shop.amended(id, [
      { ...bought, quantity: 4 },
      { id: 'lin_2', sku: candle, quantity: 0 },
    ]);
    expect(declined.lines).toHaveLength(1);
  });

  it('keeps the terms by which it was given', async () => {
    const { lantern, promotion } = await shelf();
    const order = await shop.taken([{ sku: lantern, quantity: 4 }]);
    ok(await removePromotion(shop.deps(), promotion, undefined));
    const [bought, gift] = order.lines;
    expect(gift?.gift?.terms && bought && unitsByTerms(gift.gift.terms, [bought])).toBe(2);
    const fewer = await shop.amended(order.head.id, [{ id: 'lin_1', sku: lantern, quantity: 2 }]);
    expect(fewer.lines).toMatchObject([{ quantity: 2 }, { quantity: 1 }]);
  });
});

describe('a gift that staff give', () => {
  it('costs nothing, says why, and goes with the last line it was given for', async () => {
    const { lantern, candle } = await shelf();
    const order = await shop.taken([
      { sku: lantern, quantity: 1 },
      { sku: candle, quantity: 1, gift: { reason: 'sorry for the delay', causes: ['lin_1'] } },
    ]);
    expect(order.lines[1]).toMatchObject({
      sku: candle,
      unitPrice: money(0, 'CNY'),
      gift: { reason: 'sorry for the delay', causes: ['lin_1'] },
    });
    expect(order.head.holds).toEqual([]);
    const changed = await shop.amended(order.head.id, [
      { sku: lantern, quantity: 1 },
      { sku: candle, quantity: 2, gift: { reason: 'a welcome' } },
    ]);
    expect(changed.lines).toMatchObject([
      { id: 'lin_3', sku: lantern },
      { id: 'lin_4', sku: candle, quantity: 2, gift: { reason: 'a welcome' } },
    ]);
  });

  it('is for lines that are paid for, and has no price', async () => {
    const { lantern, candle } = await shelf();
    const gift = { reason: 'sorry', causes: ['lin_2', 'lin_7'] };
    expect(
      await shop.take([
        { sku: lantern, quantity: 1 },
        { sku: candle, quantity: 1, unitPrice: money(500, 'CNY'), gift },
      ]),
    ).toMatchObject({
      code: 'validation_failed',
      errors: [
        { path: '/lines/1/unitPrice', code: 'gift_has_a_price' },
        { path: '/lines/1/gift/causes/0', code: 'unknown_line' },
        { path: '/lines/1/gift/causes/1', code: 'unknown_line' },
      ],
    });
  });

  it('may be all that there is in an order', async () => {
    const { candle } = await shelf();
    const order = await shop.taken([{ sku: candle, quantity: 1, gift: { reason: 'a replacement' } }]);
    expect(order.head.totals.grand).toBe(0);
  });
});

describe('what these tests leave behind', () => {
  it('is in order', async () => {
    const { differences } = await verifyTable(test.table, new Date());
    // The bundle was put straight into the table, and its parts do not know of it.
    expect(differences.filter(({ key }) => !key.endsWith(' BUNDLES'))).toEqual([]);
  });
});
