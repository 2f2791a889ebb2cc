import { PAYMENT_TERMS } from '../../../shared/orders/order.ts';
import { CONFIRMATION, FULFILMENT, PAYMENT, STATUS } from '../../../shared/orders/order-states.ts';
import { STAGES, stageOf } from '../../../shared/orders/stage.ts';

const keys = <T extends object>(table: T) => Object.keys(table) as (keyof T)[];

/** Every combination of the axes. */
const grid = keys(STATUS).flatMap((status) =>
  keys(CONFIRMATION).flatMap((confirmation) =>
    keys(PAYMENT).flatMap((payment) =>
      keys(FULFILMENT).flatMap((fulfilment) =>
        PAYMENT_TERMS.flatMap((paymentTerms) =>
          [undefined, '2024-07-01T00:00:00.000Z'].map((toldShippedAt) => ({
            status,
            confirmation,
            payment,
            fulfilment,
            paymentTerms,
            ...(toldShippedAt ? { toldShippedAt } : {}),
          })),
        ),
      ),
    ),
  ),
);

const base = {
  status: 'open',
  confirmation: 'confirmed',
  payment: 'paid',
  fulfilment: 'unprocessed',
  paymentTerms: 'prepaid',
} as const;

describe('the stage of an order', () => {
  it('is known for every combination of the axes, and every stage is reached', () => {
    const reached = new Set(grid.map(stageOf));
    expect([...reached].sort()).toEqual([...STAGES].sort());
  });

  it.each([
    [{ ...base, confirmation: 'unconfirmed', payment: 'unpaid' }, 'unconfirmed_unpaid'],
    [{ ...base, confirmation: 'unconfirmed' }, 'unconfirmed_paid'],
    [{ ...base, payment: 'unpaid' }, 'confirmed_unpaid'],
    [{ ...base, payment: 'partially_paid' }, 'confirmed_unpaid'],
    [{ ...base }, 'ready_unprocessed'],
    [{ ...base, payment: 'unpaid', paymentTerms: 'cod' }, 'ready_unprocessed'],
    [{ ...base, fulfilment: 'processed' }, 'ready_processed'],
    [{ ...base, fulfilment: 'partially_shipped' }, 'ready_processed'],
    [{ ...base, fulfilment: 'exception' }, 'ready_processed'],
    [{ ...base, fulfilment: 'shipped' }, 'shipped'],
    [{ ...base, fulfilment: 'shipped', toldShippedAt: '2024-07-01T00:00:00.000Z' }, 'processed_shipped'],
    [{ ...base, fulfilment: 'delivered', toldShippedAt: '2024-07-01T00:00:00.000Z' }, 'processed_shipped'],
    [{ ...base, payment: 'refunding' }, 'refunding'],
    [{ ...base, status: 'cancelled', payment: 'refunding' }, 'refunding'],
    [{ ...base, status: 'cancelled', payment: 'refunded' }, 'refunded'],
    [{ ...base, status: 'cancelled', payment: 'unpaid' }, 'cancelled'],
    [{ ...base, status: 'completed', fulfilment: 'delivered' }, 'completed'],
  ] as const)('of %j is %s', (axes, stage) => {
    expect(stageOf(axes)).toBe(stage);
  });

  it('never calls an order ready that is unpaid and prepaid, or not confirmed', () => {
    const wrong = grid.filter(
      (axes) =>
        stageOf(axes).startsWith('ready_') &&
        (axes.confirmation !== 'confirmed' ||
          (axes.paymentTerms === 'prepaid' && !['paid', 'partially_refunded'].includes(axes.payment))),
    );
    expect(wrong).toEqual([]);
  });
});
