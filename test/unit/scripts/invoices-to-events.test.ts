import { buyerOf } from '../../../scripts/demo/buyer-of.ts';
import { countryCode } from '../../../scripts/demo/countries.ts';
import { kindOf } from '../../../scripts/demo/line-kinds.ts';
import { cancellationMatcher } from '../../../scripts/demo/match-cancellation.ts';
import { planCatalogue } from '../../../scripts/demo/plan-catalogue.ts';
import type { Invoice } from '../../../scripts/demo/read-invoices.ts';
import { createdEvent } from '../../../scripts/demo/to-channel-event.ts';
import { channelEventSchema } from '../../../shared/channels/channel-event-schema.ts';

const anInvoice = (change: Partial<Invoice> = {}): Invoice => ({
  number: '536365',
  at: '2010-12-01T08:26:00.000Z',
  customerId: '17850',
  country: 'United Kingdom',
  lines: [{ sku: '85123A', name: 'HOLDER', quantity: 6, price: 255 }],
  ...change,
});
const line = (sku: string, quantity = 1, price = 100) => ({ sku, name: 'X', quantity, price });

describe('what the demo makes of an invoice', () => {
  it('is an order as the generic channel webhook takes it', () => {
    const event = channelEventSchema.parse(createdEvent(anInvoice(), true));
    expect(event.order).toMatchObject({ externalId: '536365', paid: true, currency: 'GBP' });
  });

  it('is such an order for a guest in an unknown country, too', () => {
    const { customerId: _, ...guest } = anInvoice({ country: 'Unspecified' });
    const { order } = channelEventSchema.parse(createdEvent(guest, false));
    expect(order).toMatchObject({
      customer: { email: 'guest-536365@example.com' },
      shippingAddress: { country: 'ZZ' },
    });
  });

  it('turns carriage and reductions into amounts, and keeps the same product twice', () => {
    const lines = [
      line('POST', 3, 1800),
      line('DOT', 1, 50),
      line('D', -1, 2750),
      line('22423'),
      line('22423'),
    ];
    const { order } = createdEvent(anInvoice({ lines }), true);
    expect(order).toMatchObject({ shipping: 5450, discount: 2750 });
    expect(order.lines).toHaveLength(2);
  });

  it.each(['M', 'm', 'BANK CHARGES', 'AMAZONFEE', 'S'])('sends the bookkeeping code %s as it is', (sku) => {
    expect(kindOf(line(sku))).toBe('bookkeeping');
    expect(createdEvent(anInvoice({ lines: [line(sku)] }), true).order.lines).toHaveLength(1);
    expect(planCatalogue([anInvoice({ lines: [line(sku)] })])).toEqual([]);
  });

  it('is bought by the same person whenever the customer is the same', () => {
    expect(buyerOf(anInvoice({ number: '1' }))).toEqual(buyerOf(anInvoice({ number: '2' })));
    expect(buyerOf(anInvoice({ customerId: '13047' }))).not.toEqual(buyerOf(anInvoice()));
    expect(countryCode('EIRE')).toBe('IE');
  });
});

describe('what a cancellation of the data cancels', () => {
  const original = anInvoice({ lines: [line('22423', 2), line('POST', 1)] });
  const cancellation = (change: Partial<Invoice>) =>
    cancellationMatcher([original])(
      anInvoice({ number: 'C536400', at: '2010-12-02T09:00:00.000Z', lines: [line('22423', -2)], ...change }),
    );

  it('is the whole order when all goods are covered; carriage does not count', () => {
    expect(cancellation({})).toEqual({ kind: 'whole order', original });
  });

  it('is a return claim when only a part is covered', () => {
    expect(cancellation({ lines: [line('22423', -1)] }).kind).toContain('return claim');
  });

  it.each<[string, Partial<Invoice>]>([
    ['another customer', { customerId: '1' }],
    ['other goods', { lines: [line('D', -1)] }],
    ['an earlier time', { at: '2010-11-30T09:00:00.000Z' }],
  ])('is nothing known for %s', (_, change) => {
    expect(cancellation(change).kind).toBe('no order found');
  });
});

describe("the shop's catalogue", () => {
  it('asks the median of the prices above zero, and has a name where any line had one', () => {
    const lines = [line('1', 1, 0), line('1', 1, 300), line('1', 1, 100), line('1', 1, 120)];
    expect(planCatalogue([anInvoice({ lines })])).toMatchObject([{ sku: '1', name: 'X', price: 120 }]);
  });

  it('stocks no more than was asked for and a little, at known places, whole units only', () => {
    const [product] = planCatalogue([anInvoice({ lines: [line('22423', 7), line('22423', -3)] })]);
    const units = [...(product?.stock.values() ?? [])].reduce((sum, each) => sum + each, 0);
    expect([3, 17]).toContain(units);
  });
});
