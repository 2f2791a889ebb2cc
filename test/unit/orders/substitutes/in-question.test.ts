import { money } from '../../../../shared/kernel/money.ts';
import { insufficientStock } from '../../../../shared/orders/insufficient-stock.ts';
import { inQuestion } from '../../../../shared/orders/substitutes/in-question.ts';

const item = (id: string, sku: string, substitutes?: readonly string[]) => ({
  id,
  sku,
  name: sku,
  quantity: 2,
  unitPrice: money(100, 'CNY'),
  ...(substitutes ? { substitutes } : {}),
});
const short = (sku: string, substitutes: readonly string[]) => ({
  sku,
  requested: 2,
  available: 1,
  substitutes,
});

describe('what comes into question instead of what is short', () => {
  it('is what was agreed for the lines that are short, then what is offered for them', () => {
    const refused = insufficientStock([short('CUP', ['MUG'])]);
    const items = [item('lin_1', 'CUP', ['BOWL']), item('lin_2', 'POT', ['PAN'])];
    expect(inQuestion(refused, items, () => undefined)).toEqual(['BOWL', 'MUG']);
  });

  it('is bounded, however much is short', () => {
    const many = Array.from({ length: 1000 }, (_, at) => short(`CUP-${at}`, [`A-${at}`, `B-${at}`]));
    expect(
      inQuestion(insufficientStock(many), [item('lin_1', 'CUP-1', ['MUG'])], () => undefined),
    ).toHaveLength(100);
  });
});
