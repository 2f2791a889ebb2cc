import { openPayment } from '../../../shared/payments/open-payment.ts';
import { paymentView } from '../../../shared/payments/payment-view.ts';
import { aContext, anOrder, aPayment } from '../../builders/an-order.ts';
import { decided, typesOf } from './decided.ts';

const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 0, refunded: 0 };
const cny = (amount: number) => ({ amount, currency: 'CNY' });

describe('opening a payment', () => {
  it('asks for what is due when no amount is said, and changes of the order but its version', async () => {
    const order = anOrder({ head: { totals: { ...totals, paid: 1000 } } });
    const decision = await decided(order, (now, context) => openPayment(now, { method: 'card' }, context));
    expect(decision.next.payments).toMatchObject([
      { id: aPayment().id, status: 'pending', amount: cny(2980), version: 1 },
    ]);
    expect(decision.next.head).toMatchObject({
      version: 2,
      stage: order.head.stage,
      totals: order.head.totals,
    });
    expect(typesOf(decision)).toEqual(['payment_opened']);
  });

  it('takes a part, beside another open payment', async () => {
    const order = anOrder({ payments: [aPayment({ status: 'pending' })] });
    const { next } = await decided(order, (now, context) =>
      openPayment(now, { method: 'alipay', amount: cny(1) }, context),
    );
    expect(next.payments.map(({ id, amount }) => [id.slice(-2), amount.amount])).toEqual([
      ['_1', 3980],
      ['_2', 1],
    ]);
  });

  it.each([
    ['more than is due', cny(3981), '/amount/amount'],
    ['nothing', cny(0), '/amount/amount'],
    ['another currency', { amount: 3980, currency: 'USD' }, '/amount/currency'],
  ])('refuses %s, at the field', async (_, amount, path) => {
    const refusal = openPayment(anOrder(), { method: 'card', amount }, await aContext());
    expect(refusal).toMatchObject({ status: 422, errors: [{ path }] });
  });

  it.each([
    ['cod', 'prepaid', 422],
    ['credit', 'prepaid', 422],
    ['credit', 'cod', 422],
    ['cod', 'cod', undefined],
    ['credit', 'credit', undefined],
    ['card', 'cod', undefined],
  ] as const)('of %s under %s terms: %s', async (method, paymentTerms, status) => {
    const decision = openPayment(anOrder({ head: { paymentTerms } }), { method }, await aContext());
    expect('kind' in decision ? decision.status : undefined).toBe(status);
  });

  it.each(['cancelled', 'completed'] as const)('is refused when the order is %s', async (status) => {
    const refusal = openPayment(anOrder({ head: { status } }), { method: 'card' }, await aContext());
    expect(refusal).toMatchObject({ status: 409, code: 'illegal_transition', extra: { state: status } });
  });

  it('is refused when nothing is due, and when too many were tried', async () => {
    const paid = anOrder({ head: { totals: { ...totals, paid: 3980 } } });
    expect(openPayment(paid, { method: 'card' }, await aContext())).toMatchObject({
      code: 'illegal_transition',
    });
    const tried = anOrder({ payments: Array.from({ length: 20 }, () => aPayment({ status: 'failed' })) });
    expect(openPayment(tried, { method: 'card' }, await aContext())).toMatchObject({
      status: 409,
      code: 'too_many_payments',
    });
  });
});

describe('what the buyer is told to do', () => {
  it.each([
    ['card', { type: 'simulator', event: { paymentId: aPayment().id, amount: 3980, currency: 'CNY' } }],
    ['transfer', { type: 'transfer', reference: '240701-ABC123' }],
    ['cod', undefined],
  ] as const)('%s', (method, action) => {
    const view = paymentView(anOrder(), aPayment({ method, status: 'pending' }));
    expect(view).not.toHaveProperty('version');
    if (action) expect(view).toMatchObject({ action });
    else expect(view).not.toHaveProperty('action');
  });

  it('is nothing once it is paid', () => {
    expect(paymentView(anOrder(), aPayment())).not.toHaveProperty('action');
  });
});
