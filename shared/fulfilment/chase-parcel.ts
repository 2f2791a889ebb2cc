import { hoursAfter } from '../kernel/clock.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Order } from '../orders/order.ts';
import { advanceFulfilment } from './advance-fulfilment.ts';
import { isUnderWay } from './follow-parcel.ts';

/**
 * Looks into the parcels of a shipped fulfilment when their clock rings (G7). Silent for too long: people are told, and
 * again after as many hours. Heard of meanwhile: the clock is wound on, in silence. `nothing` when it does not ring.
 */
export const chaseParcel = (
  order: Order,
  fulfilmentId: string,
  context: DecisionContext,
): Decision | 'nothing' => {
  const { at, actor, policy } = context;
  const fulfilment = order.fulfilments.find(({ id }) => id === fulfilmentId);
  if (fulfilment?.status !== 'shipped' || !fulfilment.dueAt || fulfilment.dueAt > at) return 'nothing';
  const { dueAt, ...rest } = fulfilment;
  const shippedAt = fulfilment.shippedAt ?? dueAt;
  const hours = policy.parcels.silentAfterHours;
  const news = fulfilment.parcels.filter(isUnderWay).map(({ trackingNumber, newsAt = shippedAt }) => {
    const since = newsAt > shippedAt ? newsAt : shippedAt;
    return { trackingNumber, since, rings: hoursAfter(since, hours) };
  });
  const silent = news.filter(({ rings }) => rings <= at);
  const [next] = news.map(({ rings }) => (rings <= at ? hoursAfter(at, hours) : rings)).sort();
  const wound = { ...rest, ...(next === undefined ? {} : { dueAt: next }) };
  if (silent.length === 0) return advanceFulfilment(order, wound, [], context);
  const data = {
    fulfilmentId,
    trackingNumbers: silent.map(({ trackingNumber }) => trackingNumber),
    silentSince: silent.map(({ since }) => since).sort()[0],
  };
  return advanceFulfilment(order, wound, [{ type: 'exception_parcel_silent', at, actor, data }], context);
};
