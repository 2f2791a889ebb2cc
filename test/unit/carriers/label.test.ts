import fc from 'fast-check';
import { cashOf } from '../../../shared/carriers/cash-of.ts';
import { code128Of, qrOf } from '../../../shared/carriers/effects/bar-code.ts';
import { drawLabel } from '../../../shared/carriers/effects/draw-label.ts';
import { openLabelFont } from '../../../shared/carriers/effects/label-font.ts';
import { breakLines, fitText, widthOf } from '../../../shared/carriers/fit-text.ts';
import { labelOf } from '../../../shared/carriers/label.ts';
import { money } from '../../../shared/kernel/money.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { aParcel, aReadyOrder, sibling, standing } from '../fulfilment/fulfilment-cases.ts';

const FONT = 'node_modules/noto-sans-sc/noto_sans_sc_regular';
const AT = new Date('2024-07-01T01:00:00.000Z');

const onDelivery = (order: Order, amount = 3980): Order => ({
  ...order,
  head: { ...order.head, paymentTerms: 'cod', totals: { ...order.head.totals, grand: amount, paid: 0 } },
});

const two = [
  aParcel(),
  aParcel({ id: aParcel().id.replace(/101$/, '102'), trackingNumber: 'SF1002', weightGrams: 250 }),
];

const label = (order: Order, at = 0) => {
  const [fulfilment] = order.fulfilments;
  const parcel = fulfilment?.parcels[at];
  if (!fulfilment || !parcel) throw new Error('there is no such parcel');
  const facts = { products: new Map(), carrierName: '顺丰速运', at: AT.toISOString() };
  return labelOf(order, fulfilment, parcel, undefined, facts);
};

describe('what a label says', () => {
  it('is for whom, from where, with which number', () => {
    expect(label(aReadyOrder(standing('waybilled')))).toEqual({
      carrier: '顺丰速运',
      trackingNumber: 'SF1001',
      to: { name: 'Ada', phone: '+8613912345678', address: ['上海市', '世纪大道100号', 'CN'] },
      from: { name: 'main', address: [] },
      orderNumber: '240701-ABC123',
      locationId: 'main',
      parcel: '1/1',
      weight: '',
      units: 2,
      marks: [],
    });
  });

  it('counts the parcels, and asks for the cash with the first of them alone', () => {
    const order = onDelivery(aReadyOrder(standing('waybilled', { parcels: two })));
    expect([label(order), label(order, 1)]).toMatchObject([
      { parcel: '1/2', cash: 'CNY 39.80' },
      { parcel: '2/2', weight: '0.25 kg' },
    ]);
    expect(label(order, 1).cash).toBeUndefined();
    expect(label(aReadyOrder(standing('waybilled'))).cash).toBeUndefined();
  });

  it('writes amounts with their currency’s own decimals', () => {
    const order = onDelivery(aReadyOrder(standing('waybilled')));
    expect(label({ ...order, head: { ...order.head, currency: 'JPY' } }).cash).toBe('JPY 3980');
  });
});

describe('cash at the door', () => {
  it('is divided over an order’s fulfilments without losing a cent, and no share moves when one is paid', () => {
    const order = onDelivery(aReadyOrder(standing('waybilled'), sibling('waybilled')), 3979);
    const shares = order.fulfilments.map((each) => cashOf(order, each)?.amount);
    expect(shares).toEqual([1990, 1989]);
    const paid = money(1990, 'CNY');
    const after: Order = {
      ...order,
      head: { ...order.head, totals: { ...order.head.totals, paid: 1990 } },
      payments: [
        {
          id: 'p',
          version: 1,
          orderId: order.head.id,
          method: 'cod',
          status: 'succeeded',
          amount: paid,
          createdAt: '',
        },
      ],
    };
    expect(after.fulfilments.map((each) => cashOf(after, each)?.amount)).toEqual(shares);
  });

  it('is none where all is paid', () => {
    const order = onDelivery(aReadyOrder(standing('waybilled')), 0);
    expect(order.fulfilments.map((each) => cashOf(order, each))).toEqual([undefined]);
  });
});

describe('text on a label', () => {
  const measure = (character: string) => (/\p{Script=Han}/u.test(character) ? 1 : 0.5);

  it('breaks Chinese anywhere and words between words', () => {
    expect(breakLines('浙江省杭州市西湖区', 4, measure)).toEqual(['浙江省杭', '州市西湖', '区']);
    expect(breakLines('the old observatory', 4, measure)).toEqual(['the old', 'observat', 'ory']);
  });

  it('never leaves its box, and loses nothing where there is room', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom(...'浙江 abc，1'), maxLength: 60 }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(texts, (paragraphs) => {
        const box = { width: 100, height: 60, leading: 1.25 };
        const { size, lines } = fitText(paragraphs, box, [12, 10, 8], measure);
        expect(lines.length * size * 1.25).toBeLessThanOrEqual(60);
        for (const line of lines) expect(widthOf(line, measure) * size).toBeLessThanOrEqual(100);
        const bare = (text: string) => text.replaceAll(/\s/g, '');
        const [whole, shown] = [bare(paragraphs.join('')), bare(lines.join(''))];
        expect(shown.endsWith('…') ? whole.startsWith(shown.slice(0, -1)) : whole === shown).toBe(true);
      }),
    );
  });
});

describe('bar codes', () => {
  it('have the modules that Code 128 asks for: start, characters, check, stop', () => {
    const { width, bars } = code128Of('OMS240701ABC123101K');
    expect(bars.slice(0, 3)).toEqual([
      { x: 0, width: 2 },
      { x: 3, width: 1 },
      { x: 6, width: 1 },
    ]);
    // The stop pattern is 2 3 3 1 1 1 2, bars and spaces by turns.
    expect(bars.slice(-4).map((bar) => bar.width)).toEqual([2, 3, 1, 2]);
    expect((width - 2) % 11).toBe(0);
  });

  it('fit a QR code of 60 characters', () => {
    expect(qrOf('A'.repeat(60)).width).toBeLessThanOrEqual(41);
  });
});

describe('the font', () => {
  const font = openLabelFont(FONT);
  it.each([...'A欧阳喆堃龑燚浙é号：，№'])('has %s', (character) => {
    expect(font(character)?.glyph.path.commands.length).toBeGreaterThan(0);
  });
  it('writes a plain letter for one whose mark it does not have', () => {
    expect(font('Ł')?.glyph.id).toBe(font('L')?.glyph.id);
    expect(font('ś')?.glyph.id).toBe(font('s')?.glyph.id);
    expect(font('😀')).toBeUndefined();
  });
});

describe('a drawn label', () => {
  it('is one page of 100 × 150 mm without any font, the same for the same parcel', async () => {
    const content = label(onDelivery(aReadyOrder(standing('waybilled'))));
    const [one, other] = await Promise.all([drawLabel(content, FONT, AT), drawLabel(content, FONT, AT)]);
    const text = one.toString('latin1');
    expect(text.slice(0, 5)).toBe('%PDF-');
    expect(text).toMatch(/\/MediaBox \[0 0 283\.46\d* 425\.19\d*\]/);
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(text).not.toContain('/FontDescriptor');
    expect(one.length).toBe(other.length);
  });
});
