import { letterValues } from '../../../shared/notifications/letter-values.ts';
import { renderLetter } from '../../../shared/notifications/render-letter.ts';
import { type LetterValues, TEMPLATE_NAMES } from '../../../shared/notifications/template.ts';
import { en } from '../../../shared/notifications/templates/en.ts';
import { zh } from '../../../shared/notifications/templates/zh.ts';
import { aFulfilment, anOrder } from '../../builders/an-order.ts';

const all: Required<LetterValues> = {
  number: '240701-ABC123',
  name: 'Ada',
  total: '¥39.80',
  due: '¥1.00',
  amount: '¥2.00',
  tracking: 'generic T1',
  deadline: '3 July',
  owed: '¥1.00',
  address: 'Baker Street 221b',
  orders: '240701-DEF456',
  hold: 'address',
  reason: 'no house number',
  message: 'A large one.',
  rule: 'large-orders',
  pickupCode: '012345',
  waits: 'Lantern × 2',
  work: 'Ring × 2',
  expected: '5 July',
  steps: 'artwork proof',
  instead: 'Mug × 2 (instead of Cup)',
  gifts: 'Candle × 1',
};
const ofAll = (template: { subject: string; paragraphs: readonly string[] }): string[] =>
  [template.subject, ...template.paragraphs].flatMap((line) => line.match(/\{\w+\}/g) ?? []).sort();

describe.each(['en', 'zh'] as const)('a message in %s', (language) => {
  it.each(TEMPLATE_NAMES)('is whole: %s', (name) => {
    const { subject, text, html } = renderLetter(name, language, all);
    expect(subject).toContain(all.number);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/[{}]|undefined/);
    expect(text).toContain('Ada');
    expect(html).toContain(`<html lang="${language}">`);
  });

  it('leaves out what the order has not', () => {
    const { tracking: _, ...values } = all;
    const with_ = renderLetter('shipped', language, all).text.split('\n\n');
    const without = renderLetter('shipped', language, values).text.split('\n\n');
    expect(without).toHaveLength(with_.length - 1);
  });
});

describe('a message', () => {
  it.each(TEMPLATE_NAMES)('says the same in both languages: %s', (name) => {
    expect(ofAll(zh[name])).toEqual(ofAll(en[name]));
  });

  it('never turns what a buyer wrote into markup, a placeholder or a header', () => {
    const name = '<img src=x onerror="alert(1)"> & \'{total}\' $& $1';
    const { html, text } = renderLetter('placed', 'en', { ...all, name });
    expect(html).toContain(
      '&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;{total}&#39; $&amp; $1,',
    );
    expect(text).toContain(name);
    expect(renderLetter('placed', 'en', { ...all, number: 'A\r\nBcc: x@y' }).subject).not.toMatch(/[\r\n]/);
  });
});

describe('the values of a message', () => {
  const news = (data: Record<string, unknown> = {}) => ({
    eventId: 'X.1',
    type: 'paid',
    at: '2024-07-01T01:00:00.000Z',
    orderId: anOrder().head.id,
    data,
  });

  it.each([
    ['CNY', 'en', 'CN¥39.80'],
    ['CNY', 'zh', '¥39.80'],
    ['JPY', 'en', 'JP¥3,980'],
    ['KWD', 'en', 'KWD 3.980'],
  ] as const)('write %s for readers of %s as %s', (currency, language, total) => {
    const order = anOrder({ head: { currency } });
    const values = letterValues({ ...order, body: { ...order.body, language } }, news());
    expect(values.total.replace(/\u00a0/g, ' ')).toBe(total);
  });

  it('tell the deadline in the reader’s clock', () => {
    const order = anOrder();
    const data = { cancelsAt: '2024-07-02T18:00:00.000Z' };
    expect(letterValues(order, news(data)).deadline).toMatch(/2 July 2024.*18:00 UTC/);
    const zhOrder = { ...order, body: { ...order.body, language: 'zh' as const } };
    expect(letterValues(zhOrder, news(data)).deadline).toMatch(/2024年7月3日.*02:00/);
  });

  it('name the parcels that have left, and no others', () => {
    const parcel = (trackingNumber: string) => ({
      id: trackingNumber,
      carrier: 'generic',
      trackingNumber,
      status: 'handed_over' as const,
    });
    const fulfilments = [
      aFulfilment({ status: 'shipped', parcels: [parcel('T1'), parcel('T2')] }),
      aFulfilment({ status: 'waybilled', parcels: [parcel('T3')] }),
    ];
    expect(letterValues(anOrder({ fulfilments }), news()).tracking).toBe('generic T1, generic T2');
    expect(letterValues(anOrder(), news())).not.toHaveProperty('tracking');
  });
});
