import type { Write } from '../runtime/transact.ts';
import { HEAD, orderPk } from './order-keys.ts';

/** Goes with a commit that leaves the head alone, and must not happen to an order that has ended meanwhile. */
export const stillOpen = (orderId: string): Write => ({
  label: 'order is open',
  check: {
    Key: { pk: orderPk(orderId), sk: HEAD },
    ConditionExpression: '#status = :open',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':open': 'open' },
  },
});
