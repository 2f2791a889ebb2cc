import { NO_PURCHASES, NO_SALES } from '../../../../shared/habits/habits.ts';
import { findAnomalies, holdsFor } from '../../../../shared/orders/anomalies/detect-anomalies.ts';
import {
  duplicateAnomalies,
  suspectsAmong,
} from '../../../../shared/orders/anomalies/duplicate-anomalies.ts';
import { type AlikeOrder, fingerprintOf } from '../../../../shared/orders/anomalies/fingerprint.ts';
import { placeOrderSchema } from '../../../../shared/orders/place-order-schema.ts';
import { policySchema } from '../../../../shared/policies/policy.ts';
import { anAddress, anOrderRequest } from '../../../builders/an-order-request.ts';

const AT = '2024-07-01T12:00:00.000Z';
const POLICY = policySchema.parse({});
const LINES = [
  { sku: 'LANTERN', quantity: 2 },
  { sku: 'LAMP', quantity: 1 },
];
const command = (address: Record<string, unknown> = {}, lines = LINES) =>
  placeOrderSchema.parse(anOrderRequest(lines, { shippingAddress: anAddress(address) }));
const printOf = (address: Record<string, unknown> = {}, lines = LINES) =>
  fingerprintOf(command(address, lines));
const placing = { ...printOf(), customerId: 'cus_1', channel: 'storefront', at: AT } as const;
const other = (change: Partial<AlikeOrder> = {}): AlikeOrder => ({
  orderId: 'ord_2',
  number: '240701-AAAAAA',
  customerId: 'cus_2',
  placedAt: '2024-07-01T11:30:00.000Z',
  phone: 'x',
  address: 'y',
  ...change,
});
const suspects = (change: Partial<AlikeOrder>, policy = POLICY) =>
  suspectsAmong(placing, [other(change)], policy.anomalies).length;

describe('a fingerprint', () => {
  it('is the same for the same goods, in whatever order and lines', () => {
    const [lantern, lamp] = LINES as [(typeof LINES)[0], (typeof LINES)[0]];
    const split = [lamp, { ...lantern, quantity: 1 }, { ...lantern, quantity: 1 }];
    expect(printOf({}, split)).toEqual(printOf());
  });

  it.each([
    ['other goods', printOf({}, [{ sku: 'LAMP', quantity: 1 }])],
    ['another quantity', printOf({}, [{ sku: 'LANTERN', quantity: 3 }])],
    ['another town', printOf({ city: 'Leeds' })],
  ])('differs for %s', (_, print) => expect(print.goodsAndTown).not.toBe(printOf().goodsAndTown));

  it('does not mind how people write numbers, towns and streets', () => {
    const one = printOf({ city: '上海市', phone: '+86 139-1234-5678', line1: '1 Long Road' });
    const same = printOf({ city: '上海', phone: '13912345678', line1: '1, LONG ROAD.' });
    expect(same).toEqual(one);
  });

  it('holds nothing of a buyer that could be read', () => {
    expect(JSON.stringify(printOf())).not.toMatch(/Ada|James|7700/);
  });
});

describe('a suspected duplicate', () => {
  it.each([
    ['the same customer', { customerId: 'cus_1' }, 1],
    ['the same telephone', { phone: placing.phone }, 1],
    ['the same name and address', { address: placing.address }, 1],
    ['nothing but the goods and the town', {}, 0],
    ['the same customer an hour ago', { customerId: 'cus_1', placedAt: '2024-07-01T11:00:00.000Z' }, 1],
    ['the same customer long ago', { customerId: 'cus_1', placedAt: '2024-07-01T10:59:59.999Z' }, 0],
  ])('by %s: %d', (_, change, count) => expect(suspects(change)).toBe(count));

  it('is nothing that a counter sells, nor a shop that does not want to know', () => {
    const same = [other({ customerId: 'cus_1' })];
    expect(suspectsAmong({ ...placing, channel: 'pos' }, same, POLICY.anomalies)).toEqual([]);
    const never = policySchema.parse({ anomalies: { duplicateWindowMinutes: 0 } });
    expect(suspects({ customerId: 'cus_1' }, never)).toBe(0);
  });

  it('names the orders and what they share', () => {
    const [found] = duplicateAnomalies(placing, [other({ customerId: 'cus_1', phone: placing.phone })]);
    expect(found).toMatchObject({
      reason: 'the same goods as 240701-AAAAAA (same customer, phone)',
      evidence: { orders: [{ id: 'ord_2', number: '240701-AAAAAA', same: ['customer', 'phone'] }] },
    });
  });
});

describe('anomalies of an order', () => {
  const odd = command({ city: 'n/a', postalCode: undefined, phone: '12345' });
  const around = {
    at: AT,
    customer: { id: 'cus_1', creditRating: 'B' },
    products: [],
    pricesFromBuyer: false,
    suspects: [],
    habits: { salesOf: () => NO_SALES, customer: NO_PURCHASES },
  } as const;
  const find = (policy = POLICY) => findAnomalies(odd, [], { ...around, policy });

  it('are held once for each kind, by its deadline and for whom it is', () => {
    const { holds, noted } = holdsFor(find(), { at: AT, policy: POLICY }, () => 'hld_1');
    expect(holds).toMatchObject([
      {
        kind: 'address',
        reason: 'city says nothing; the postcode is missing',
        dueAt: '2024-07-02T00:00:00.000Z',
      },
      { kind: 'contact', assignee: 'role:service_agent', dueAt: '2024-07-01T16:00:00.000Z' },
    ]);
    expect(noted.map(({ code, holdId }) => `${code} ${holdId}`)).toEqual([
      'placeholder hld_1',
      'postcode_missing hld_1',
      'phone hld_1',
    ]);
  });

  it('are not held where the shop does not want it', () => {
    const policy = policySchema.parse({ anomalies: { ignore: ['address', 'contact'] } });
    expect(find(policy)).toEqual([]);
  });

  it('have reasons of bounded length, cut between characters', () => {
    const long = {
      kind: 'address',
      code: 'x',
      severity: 'low',
      reason: '😀'.repeat(400),
      evidence: {},
    } as const;
    const [hold] = holdsFor([long], { at: AT, policy: POLICY }, () => 'hld_1').holds;
    expect(Array.from(hold?.reason ?? '')).toHaveLength(300);
  });
});
