import { capturePayment } from '../../../shared/payments/capture-payment.ts';
import { aContext, anOrder, aPayment } from '../../builders/an-order.ts';
import { decided, typesOf } from './decided.ts';

const amount = { amount: 3980, currency: 'CNY' };
const command = { amount, reference: 'statement 7/3' };
const { id } = aPayment();
const waiting = (method: 'transfer' | 'cod' | 'card') =>
  anOrder({ payments: [aPayment({ method, status: 'pending' })] });

describe('recording money that people saw', () => {
  it.each(['transfer', 'cod'] as const)('books a %s like a provider would', async (method) => {
    const decision = await decided(waiting(method), (order, context) =>
      capturePayment(order, id, command, context),
    );
    expect(typesOf(decision)).toEqual(['payment_received', 'paid', 'confirmed']);
    expect(decision.next.payments).toMatchObject([
      { status: 'succeeded', providerReference: 'statement 7/3' },
    ]);
  });

  it('does nothing more when the same reference comes again', async () => {
    const { next } = await decided(waiting('transfer'), (order, context) =>
      capturePayment(order, id, command, context),
    );
    expect(capturePayment(next, id, command, await aContext())).toBe('nothing');
    expect(capturePayment(next, id, { ...command, reference: 'other' }, await aContext())).toMatchObject({
      code: 'illegal_transition',
      extra: { state: 'succeeded' },
    });
  });

  it.each([
    { amount: 3979, currency: 'CNY' },
    { amount: 3980, currency: 'USD' },
  ])('refuses another amount: %j', async (got) => {
    const refusal = capturePayment(waiting('cod'), id, { ...command, amount: got }, await aContext());
    expect(refusal).toMatchObject({ status: 409, code: 'amount_mismatch', extra: { expected: amount, got } });
  });

  it('leaves card payments to their provider, and knows no others', async () => {
    const context = await aContext();
    expect(capturePayment(waiting('card'), id, command, context)).toMatchObject({
      code: 'illegal_transition',
    });
    expect(capturePayment(anOrder(), id, command, context)).toMatchObject({ code: 'not_found' });
  });
});
