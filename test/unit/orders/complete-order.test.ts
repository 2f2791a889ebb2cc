import { isProblem } from '../../../shared/kernel/problem.ts';
import { completeOrder } from '../../../shared/orders/complete-order.ts';
import { aContext, aFulfilment, anOrder } from '../../builders/an-order.ts';

const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const delivered = { confirmation: 'confirmed', totals: PAID } as const;
const arrived = [aFulfilment({ status: 'delivered' })];

describe('completing an order', () => {
  it('ends it when it was delivered and paid', async () => {
    const decision = completeOrder(anOrder({ head: delivered, fulfilments: arrived }), await aContext());
    if (decision === 'nothing' || isProblem(decision)) throw new Error('refused');
    expect(decision.next.head).toMatchObject({ status: 'completed', stage: 'completed' });
    expect(decision.next.head.dueAt).toBeUndefined();
    expect(decision.events).toMatchObject([{ type: 'completed', data: { kept: { amount: 3980 } } }]);
  });

  it('does nothing the second time', async () => {
    expect(
      completeOrder(
        anOrder({ head: { ...delivered, status: 'completed' }, fulfilments: arrived }),
        await aContext(),
      ),
    ).toBe('nothing');
  });

  it.each([
    ['it was cancelled', { head: { ...delivered, status: 'cancelled' as const } }],
    ['it is still on its way', { head: delivered, fulfilments: [aFulfilment({ status: 'shipped' })] }],
    ['nothing was sent', { head: delivered }],
    [
      'cash is still to be collected',
      {
        head: { ...delivered, paymentTerms: 'cod' as const, totals: { ...PAID, paid: 0 } },
        fulfilments: arrived,
      },
    ],
  ])('is refused while %s', async (_, change) => {
    expect(completeOrder(anOrder(change), await aContext())).toMatchObject({
      status: 409,
      code: 'illegal_transition',
    });
  });
});
