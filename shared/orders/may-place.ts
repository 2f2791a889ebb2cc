import { type Actor, isStaff } from '../kernel/actor.ts';
import { type FieldError, type Problem, validationFailed } from '../kernel/problem.ts';
import type { PlaceOrderRequest } from './place-order-schema.ts';

/** Where a buyer may order by themselves; marketplaces speak for themselves by webhook, counters by their staff. */
const BUYERS_CHANNELS: readonly string[] = ['storefront', 'wechat', 'dealer'];

/**
 * What a caller may ask for: a customer's own token orders for that customer, in a channel of buyers; payment on
 * account takes a dealer or staff. Answers the request with the customer of the token filled in.
 */
export const mayPlace = (request: PlaceOrderRequest, actor: Actor): PlaceOrderRequest | Problem => {
  if (isStaff(actor)) return request;
  const errors: FieldError[] = [];
  const { customer, channel, paymentTerms } = request;
  if (!BUYERS_CHANNELS.includes(channel))
    errors.push({ path: '/channel', code: 'not_allowed', message: 'takes a token of the merchant’s staff' });
  if (paymentTerms === 'credit' && !actor.roles.includes('dealer'))
    errors.push({ path: '/paymentTerms', code: 'not_allowed', message: 'takes a dealer' });
  if (actor.customerId !== undefined && customer.id !== undefined && customer.id !== actor.customerId)
    errors.push({ path: '/customer/id', code: 'not_allowed', message: 'is not the customer of the token' });
  if (request.sellerNote !== undefined)
    errors.push({ path: '/sellerNote', code: 'not_allowed', message: 'is for staff' });
  for (const [at, { gift }] of request.lines.entries())
    if (gift) errors.push({ path: `/lines/${at}/gift`, code: 'not_allowed', message: 'is for staff' });
  if (errors.length > 0) return validationFailed(errors);
  return actor.customerId === undefined
    ? request
    : { ...request, customer: { ...customer, id: actor.customerId } };
};
