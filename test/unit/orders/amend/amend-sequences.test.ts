import fc from 'fast-check';
import { isProblem } from '../../../../shared/kernel/problem.ts';
import { amendOrder } from '../../../../shared/orders/amend/amend-order.ts';
import { itemsOf } from '../../../../shared/orders/amend/items-of.ts';
import { paymentAxisOf } from '../../../../shared/orders/derive-axes.ts';
import type { Order } from '../../../../shared/orders/order.ts';
import { priceOrder } from '../../../../shared/orders/price-order.ts';
import { openPayment } from '../../../../shared/payments/open-payment.ts';
import { receivePayment } from '../../../../shared/payments/receive-payment.ts';
import { settleRefund } from '../../../../shared/payments/settle-refund.ts';
import { policySchema } from '../../../../shared/policies/policy.ts';
import { anOrder, aPayment } from '../../../builders/an-order.ts';
import { aDesk, amendContext, unitsByLine } from './desk.ts';

const policy = policySchema.parse({
  pricing: { taxRates: { CN: 0.13 }, shippingFee: { CNY: 1000 }, freeShippingFrom: { CNY: 5000 } },
});
const CN = { currency: 'CNY', country: 'CN', policy } as const;

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kept: fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }),
      added: fc.array(
        fc.record({
          sku: fc.constantFrom('LANTERN', 'LAMP', 'CANDLE'),
          quantity: fc.integer({ min: 1, max: 6 }),
        }),
        { maxLength: 2 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant('pay' as const) },
  { weight: 1, arbitrary: fc.constant('settle' as const) },
);

const start = (): Order => {
  const priced = priceOrder(itemsOf(anOrder().lines), CN);
  return anOrder({
    lines: priced.lines,
    head: {
      confirmation: 'confirmed',
      totals: { ...priced.totals, paid: 4980 },
      paidAt: '2024-07-01T00:00:00.000Z',
    },
    payments: [aPayment({ amount: { amount: 4980, currency: 'CNY' } })],
  });
};

const pendingOf = ({ refunds }: Order): number =>
  refunds.filter(({ status }) => status === 'pending').reduce((sum, { amount }) => sum + amount.amount, 0);

const must = (isSo: boolean, what: string, seen: unknown): void => {
  if (!isSo) throw new Error(`${what}: ${JSON.stringify(seen)}`);
};

const check = (order: Order, desk: ReturnType<typeof aDesk>): void => {
  const { totals } = order.head;
  const { paid, refunded, excess: _, ...amounts } = totals;
  const { paid: __, refunded: ___, ...fresh } = priceOrder(itemsOf(order.lines), CN).totals;
  must(JSON.stringify(amounts) === JSON.stringify(fresh), 'costs what a fresh order would', [amounts, fresh]);
  const wanted = Object.fromEntries(order.lines.map(({ id, quantity }) => [id, quantity]));
  must(
    Object.entries(wanted).every(([id, units]) => unitsByLine(order)[id] === units),
    'reserves its lines',
    order.reservations,
  );
  must(
    Object.keys(unitsByLine(order)).every((id) => wanted[id] !== undefined),
    'reserves nothing else',
    order.reservations,
  );
  const kept = paid - refunded - pendingOf(order);
  must(kept === Math.min(totals.grand, paid - refunded), 'keeps what it costs, no more', totals);
  must(order.head.payment === paymentAxisOf(order), 'says how it is paid', order.head.payment);
  const held = order.reservations.flatMap(({ locationId, units }) =>
    units.map((unit) => ({ ...unit, locationId })),
  );
  for (const row of desk.rows) {
    const units = held.filter(({ sku, locationId }) => sku === row.sku && locationId === row.locationId);
    must(
      units.reduce((sum, { quantity }) => sum + quantity, 0) === row.reserved,
      'counts what is reserved',
      row,
    );
    must(row.available >= 0, 'oversells nothing', row);
  }
  must(
    new Set(order.refunds.map(({ id }) => id)).size === order.refunds.length,
    'names refunds once',
    order.refunds,
  );
};

describe('any sequence of amendments, payments and refunds', () => {
  it('leaves price, stock and money as if the order had been placed so, and loses no cent', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const desk = aDesk();
        let order = start();
        desk.commit([], order.reservations);
        for (const next of steps) {
          const context = amendContext(desk.stock(), { policy });
          const decision = (() => {
            if (next === 'pay') {
              const opened = openPayment(order, { method: 'card' }, context);
              if (isProblem(opened)) return 'nothing';
              const payment = opened.next.payments.at(-1);
              return payment ? receivePayment(opened.next, payment, 'ref', context) : 'nothing';
            }
            if (next === 'settle') {
              const refund = order.refunds.find(({ status }) => status === 'pending');
              return refund ? settleRefund(order, refund, 'ref', context) : 'nothing';
            }
            const kept = order.lines.map(({ id, sku }, at) => ({ id, sku, quantity: next.kept[at] ?? 0 }));
            return amendOrder(order, { lines: [...kept, ...next.added] }, context);
          })();
          if (decision === 'nothing' || isProblem(decision)) continue;
          desk.commit(order.reservations, decision.next.reservations);
          order = decision.next;
          check(order, desk);
        }
      }),
      { numRuns: 300 },
    );
  });
});
