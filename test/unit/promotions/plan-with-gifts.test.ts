import { money } from '../../../shared/kernel/money.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import type { GiftItem } from '../../../shared/orders/gifts/gift-items.ts';
import { planWithGifts } from '../../../shared/orders/gifts/plan-with-gifts.ts';
import { insufficientStock } from '../../../shared/orders/insufficient-stock.ts';
import type { PricedItem } from '../../../shared/orders/price-order.ts';

const item = (id: string, sku: string, quantity = 1): PricedItem => ({
  id,
  sku,
  name: sku,
  quantity,
  unitPrice: money(100, 'CNY'),
});
const gift = (id: string, sku: string, ifShort: GiftItem['ifShort'] = 'leave_out'): GiftItem => ({
  item: { ...item(id, sku), unitPrice: money(0, 'CNY'), gift: { promotionId: id, reason: 'a gift' } },
  ifShort,
});
/** A plan over what is there; `waits` are SKUs that are waited for where they are short. */
const shelf =
  (units: Record<string, number>, waits: readonly string[] = []) =>
  (items: readonly PricedItem[]) => {
    const left = { ...units };
    const short = items.filter(({ sku, quantity }) => {
      left[sku] = (left[sku] ?? 0) - quantity;
      return left[sku] < 0;
    });
    const refused = short.filter(({ sku }) => !waits.includes(sku));
    if (refused.length > 0)
      return insufficientStock(
        refused.map(({ sku, quantity }) => ({ sku, requested: quantity, available: 0, substitutes: [] })),
      );
    return { waiting: short.map(({ id }) => ({ units: [{ lineId: id }] })) };
  };
const ids = (planned: ReturnType<typeof planWithGifts>) =>
  isProblem(planned) ? planned.code : planned.items.map(({ id }) => id);

describe('an order with gifts', () => {
  const bought = [item('lin_1', 'CUP', 2)];

  it('has them where they are there', () => {
    expect(ids(planWithGifts(bought, [gift('lin_2', 'CANDLE')], shelf({ CUP: 2, CANDLE: 1 })))).toEqual([
      'lin_1',
      'lin_2',
    ]);
  });

  it('goes without those that are short, and says so', () => {
    const gifts = [gift('lin_2', 'CANDLE'), gift('lin_3', 'CARD')];
    const planned = planWithGifts(bought, gifts, shelf({ CUP: 2, CARD: 1 }));
    expect(ids(planned)).toEqual(['lin_1', 'lin_3']);
    expect(planned).toMatchObject({ without: [{ promotionId: 'lin_2', sku: 'CANDLE', why: 'short' }] });
  });

  it('never takes for a gift what is paid for, nor waits for it', () => {
    expect(ids(planWithGifts(bought, [gift('lin_2', 'CUP')], shelf({ CUP: 2 })))).toEqual(['lin_1']);
    expect(ids(planWithGifts(bought, [gift('lin_2', 'CUP')], shelf({ CUP: 2 }, ['CUP'])))).toEqual(['lin_1']);
  });

  it('is refused for its goods alone, whatever the gifts', () => {
    const planned = planWithGifts(bought, [gift('lin_2', 'CANDLE')], shelf({ CUP: 1 }));
    expect(planned).toMatchObject({ extra: { shortages: [{ sku: 'CUP' }] } });
  });

  it('is refused without a gift that the promotion insists on', () => {
    const planned = planWithGifts(bought, [gift('lin_2', 'CANDLE', 'refuse')], shelf({ CUP: 2 }));
    expect(planned).toMatchObject({ extra: { shortages: [{ sku: 'CANDLE' }] } });
  });
});
