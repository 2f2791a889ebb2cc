import { paymentEventSchema } from '../../../shared/payments/payment-events.ts';
import { aPaymentNews, aRefundNews } from './decided.ts';

describe('what the payment provider may say', () => {
  it.each([
    ['a payment', aPaymentNews()],
    ['a failed payment', aPaymentNews({ event: 'payment.failed' })],
    ['a refund', aRefundNews()],
    ['another sum than asked for', aPaymentNews({ amount: 0, currency: 'XYZ' })],
  ])('is understood: %s', (_, news) => {
    expect(paymentEventSchema.parse(news)).toEqual(news);
  });

  it.each([
    ['a payment under a refund id', { ...aPaymentNews(), paymentId: aRefundNews().refundId }],
    ['a refund without its id', { ...aRefundNews(), refundId: undefined }],
    ['half a cent', aPaymentNews({ amount: 0.5 })],
    ['less than nothing', aPaymentNews({ amount: -1 })],
    ['an unknown field', { ...aPaymentNews(), more: 1 }],
    ['an unknown event', { ...aPaymentNews(), event: 'payment.maybe' }],
    ['no time', { ...aPaymentNews(), occurredAt: 'yesterday' }],
  ])('is refused at the door: %s', (_, news) => {
    expect(paymentEventSchema.safeParse(news).success).toBe(false);
  });
});
