import type { Capability } from './types.ts';

const CHANGE = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** Money in and money out. */
export const payments: Capability = {
  name: 'payments',
  functions: [
    {
      name: 'open-payment',
      purpose: 'Opens payments; without it, buyers cannot pay.',
      trigger: { route: 'POST /v1/orders/{id}/payments', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'capture-payment',
      purpose: 'Records transfers and cash; without it, orders paid so look unpaid and are cancelled.',
      trigger: { route: 'POST /v1/orders/{id}/payments/{paymentId}/capture', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'apply-payment-event',
      purpose: 'Books what the payment providers tell; without it, paid orders look unpaid and do not ship.',
      trigger: { queue: 'payment-inbox', batchSize: 10 },
      access: { table: [...CHANGE, 'BatchGetItem'] },
    },
    {
      name: 'refund-order',
      purpose: 'Opens refunds; without it, staff cannot give money back.',
      trigger: { route: 'POST /v1/orders/{id}/refunds', auth: 'jwt' },
      access: { table: CHANGE },
    },
    {
      name: 'settle-refund',
      purpose: 'Records refunds made by hand; without it, such orders stay in refunding for ever.',
      trigger: { route: 'POST /v1/orders/{id}/refunds/{refundId}/settle', auth: 'jwt' },
      access: { table: CHANGE },
    },
  ],
};
