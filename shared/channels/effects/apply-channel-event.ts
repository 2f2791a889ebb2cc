import { isProblem, type Problem } from '../../kernel/problem.ts';
import { orderAnswer } from '../../orders/effects/answer-order-change.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import { type EarlyNews, keepEarlyNews, readExternalId } from '../../orders/effects/external-id.ts';
import { intakeOrder } from '../../orders/effects/intake-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { transact } from '../../runtime/transact.ts';
import type { Delivery } from '../../webhooks/delivery.ts';
import { applyMergedNews } from '../apply-merged-news.ts';
import { applyNews } from '../apply-news.ts';
import { type ChannelEvent, channelEventSchema, wholeOrderOf } from '../channel-event-schema.ts';
import { shopOf } from '../shop.ts';
import { type Shop, toCommand } from '../to-command.ts';
import { rejectDelivery } from './rejection-store.ts';

/** How often an event is looked at anew when other events of the same order are applied at the same time. */
const ATTEMPTS = 6;

/** Somebody else was there first; looking again shows what they did. */
const RACES: readonly string[] = ['external_id_conflict', 'version_conflict'];

/** Passing trouble: the queue brings the event again. */
const PASSING: readonly string[] = ['busy', ...RACES];

/**
 * Applies a channel's event, whatever came before it: an order that is here gets the news; one that is not is placed, if
 * the event says enough; otherwise the news waits for the order. What cannot become an order is kept as a rejection.
 */
export const applyChannelEvent = async (deps: Deps, delivery: Delivery): Promise<Problem | undefined> => {
  const event = channelEventSchema.parse(delivery.body);
  const shop = shopOf(delivery.sender);
  for (let attempt = 0; ; attempt++) {
    const problem = await applyOnce(deps, event, shop, delivery);
    if (!isProblem(problem)) return undefined;
    if (RACES.includes(problem.code) && attempt < ATTEMPTS) continue;
    if (PASSING.includes(problem.code)) return problem;
    await rejectDelivery(deps.table, delivery, problem, deps.now());
    return undefined;
  }
};

const applyOnce = async (
  deps: Deps,
  event: ChannelEvent,
  shop: Shop,
  delivery: Delivery,
): Promise<Problem | undefined> => {
  const { table, random, now } = deps;
  const actor = `channel:${shop.channel}/${shop.shopId}`;
  const id = { ...shop, externalId: event.order.externalId };
  const known = await readExternalId(table, id);
  if (known?.orderId && !known.placing) {
    const changed = await changeOrder(
      deps,
      known.orderId,
      (order, context) =>
        order.head.id === known.orderId
          ? applyNews(order, event, context, random)
          : applyMergedNews(order, event, context, random),
      {
        actor,
        follow: true,
        correlationId: delivery.id,
      },
    );
    return isProblem(changed) ? changed : undefined;
  }
  const early = withNews(known?.early, event);
  const whole = wholeOrderOf(event.order);
  if (!whole) {
    const kept = await transact(table, [keepEarlyNews(id, known?.early, early)], random);
    return kept.committed ? undefined : await applyOnce(deps, event, shop, delivery);
  }
  const taken = await intakeOrder(
    deps,
    toCommand(whole, shop, { ...early, at: event.occurredAt ?? now().toISOString() }),
    {
      actor,
      pricesFromBuyer: false,
      present: orderAnswer,
      correlationId: delivery.id,
      ...(known?.early ? { early: known.early } : {}),
    },
  );
  return isProblem(taken) ? taken : undefined;
};

const withNews = (early: EarlyNews | undefined, { event, occurredAt }: ChannelEvent): EarlyNews => ({
  ...early,
  ...(event === 'order.cancelled' ? { cancelledAt: occurredAt } : {}),
  ...(event === 'order.paid' ? { paidAt: occurredAt } : {}),
});
