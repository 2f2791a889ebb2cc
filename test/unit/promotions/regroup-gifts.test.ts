import { money } from '../../../shared/kernel/money.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { mergeParts } from '../../../shared/orders/merge/merge-parts.ts';
import type { Order, OrderLine } from '../../../shared/orders/order.ts';
import { splitGroups } from '../../../shared/orders/split/split-groups.ts';
import { splitMoney } from '../../../shared/orders/split/split-money.ts';
import type { Gift } from '../../../shared/promotions/gift.ts';
import { anOrder } from '../../builders/an-order.ts';

const line = (id: string, quantity: number, gift?: Gift): OrderLine => {
  const total = money(gift ? 0 : 1990 * quantity, 'CNY');
  return {
    id,
    sku: gift ? 'CANDLE' : 'LANTERN',
    name: gift ? 'Candle' : 'Lantern',
    quantity,
    unitPrice: money(gift ? 0 : 1990, 'CNY'),
    discounts: [],
    tax: money(0, 'CNY'),
    total,
    ...(gift ? { gift } : {}),
  };
};
const given = (causes: readonly string[] | undefined, terms?: Gift['terms']): Gift => ({
  promotionId: 'candle',
  reason: 'A candle',
  ...(causes ? { causes } : {}),
  ...(terms ? { terms } : {}),
});
const EACH_TWO = { quantity: 1, per: 'each', minQuantity: 2 } as const;
const order = (lines: readonly OrderLine[]): Order => anOrder({ lines });
const groups = (of: Order, asked: { lineId: string; quantity: number }[][]) => {
  const found = splitGroups(of, { groups: asked });
  return isProblem(found) ? found.errors?.map(({ code }) => code) : found;
};

describe('a gift, when its order is split', () => {
  it('goes with what it was given for, as far as each part earns it, and need not be named', () => {
    const whole = order([line('lin_1', 6), line('lin_2', 3, given(['lin_1'], EACH_TWO))]);
    const asked = [[{ lineId: 'lin_1', quantity: 2 }], [{ lineId: 'lin_1', quantity: 4 }]];
    const dealt = [
      [
        { lineId: 'lin_1', quantity: 2 },
        { lineId: 'lin_2', quantity: 1 },
      ],
      [
        { lineId: 'lin_1', quantity: 4 },
        { lineId: 'lin_2', quantity: 2 },
      ],
    ];
    expect(groups(whole, asked)).toEqual(dealt);
    const elsewhere = [[...(asked[0] ?? []), { lineId: 'lin_2', quantity: 3 }], asked[1] ?? []];
    expect(groups(whole, elsewhere)).toEqual(dealt);
  });

  it('stays with the largest part where no part earns it, as long as any of that is kept', () => {
    const whole = order([
      line('lin_1', 3),
      line('lin_2', 1, given(['lin_1'], { ...EACH_TWO, minQuantity: 3 })),
    ]);
    const found = splitGroups(whole, {
      groups: [[{ lineId: 'lin_1', quantity: 1 }], [{ lineId: 'lin_1', quantity: 2 }]],
    });
    if (isProblem(found)) throw new Error(found.code);
    expect(found[1]).toContainEqual({ lineId: 'lin_2', quantity: 1 });
    const [first, second] = splitMoney(whole, found);
    expect(first?.lines).toHaveLength(1);
    expect(second?.lines[1]?.gift).toEqual(given(['lin_1']));
  });

  it('names in each part only the causes that are in it', () => {
    const whole = order([
      line('lin_1', 2),
      line('lin_2', 2),
      line('lin_3', 2, given(['lin_1', 'lin_2'], EACH_TWO)),
    ]);
    const found = splitGroups(whole, {
      groups: [[{ lineId: 'lin_1', quantity: 2 }], [{ lineId: 'lin_2', quantity: 2 }]],
    });
    if (isProblem(found)) throw new Error(found.code);
    const causes = splitMoney(whole, found).map(({ lines }) => lines[1]?.gift?.causes);
    expect(causes).toEqual([['lin_1'], ['lin_2']]);
  });

  it('is no order of its own', () => {
    const whole = order([line('lin_1', 2), line('lin_2', 1, given(['lin_1'], EACH_TWO))]);
    const asked = [[{ lineId: 'lin_1', quantity: 2 }], [{ lineId: 'lin_2', quantity: 1 }]];
    expect(groups(whole, asked)).toEqual(['gifts_alone']);
  });
});

describe('a gift, when its order is merged', () => {
  it('is still given for the lines it was given for, under their new numbers', () => {
    const one = order([line('lin_1', 2), line('lin_2', 1, given(undefined, EACH_TWO))]);
    const other = order([line('lin_1', 2), line('lin_2', 1, given(['lin_1'], EACH_TWO))]);
    const { lines } = mergeParts(one, [other]);
    expect(lines.map(({ id, gift }) => [id, gift?.causes])).toEqual([
      ['lin_1', undefined],
      ['lin_2', ['lin_1']],
      ['lin_3', undefined],
      ['lin_4', ['lin_3']],
    ]);
  });
});
