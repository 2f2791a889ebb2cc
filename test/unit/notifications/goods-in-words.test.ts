import { goodsInWords } from '../../../shared/notifications/goods-in-words.ts';
import { renderLetter } from '../../../shared/notifications/render-letter.ts';

const DATA = {
  instead: [{ name: 'Green mug', quantity: 2, wished: 'Blue cup' }],
  gifts: [
    { name: 'Candle', quantity: 1 },
    { name: 'Card', quantity: 3 },
  ],
};
const VALUES = { number: '240701-ABCDEF', name: 'Ada', total: '£12.00', due: '£0.00' };

describe('goods that a message names', () => {
  it('are said in the language of the buyer', () => {
    expect(goodsInWords(DATA, 'en')).toEqual({
      instead: 'Green mug × 2 (instead of Blue cup)',
      gifts: 'Candle × 1; Card × 3',
    });
    expect(goodsInWords(DATA, 'zh')).toEqual({
      instead: 'Green mug × 2（代替Blue cup）',
      gifts: 'Candle × 1；Card × 3',
    });
  });

  it('are left out where there are none, or where the news says something else', () => {
    expect(goodsInWords({}, 'en')).toEqual({});
    expect(goodsInWords({ instead: 'another carrier' }, 'en')).toEqual({});
  });

  it('stand in the letter that says that the order is there', () => {
    const values = { ...VALUES, ...goodsInWords(DATA, 'en') };
    expect(renderLetter('placed', 'en', values).text).toContain('Green mug × 2 (instead of Blue cup)');
    expect(renderLetter('placed_to_pay', 'zh', values).text).toContain('随单赠品：Candle × 1');
    expect(renderLetter('placed', 'en', VALUES).text).not.toContain('short');
  });
});
