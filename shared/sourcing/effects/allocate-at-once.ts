import { isProblem } from '../../kernel/problem.ts';
import type { Decide, Decision } from '../../orders/decision.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Order } from '../../orders/order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { allocateSourced } from './allocate-sourced.ts';

/** Who sends orders out, whether in a commit of its own or in that which made them ready. */
export const ALLOCATOR = 'system:allocate-order';

/** Parts that go out with another change; an order of more is left to the worker, so that no transaction grows too large. */
const MOST_PARTS = 20;

/**
 * A decision that also sends the order out, where it makes it ready: one commit instead of two, and nothing waits for a
 * queue. Whatever is not plain (goods that are better sent from elsewhere by now, many parts, nothing reserved) is left to
 * the worker, which the decision's events wake as ever: the decision itself must not fail for that.
 */
export const allocatingAtOnce =
  (deps: Pick<Deps, 'table' | 'random'>, decide: Decide): DecideLater =>
  async (order, context) => {
    const decision = decide(order, context);
    if (decision === 'nothing' || isProblem(decision)) return decision;
    if (decision.next.head.stage !== 'ready_unprocessed') return decision;
    const sent = await allocateSourced(deps)(decision.next, { ...context, actor: ALLOCATOR });
    if (sent === 'nothing' || isProblem(sent) || !isPlain(decision.next, sent)) return decision;
    const version = order.head.version + 1;
    return {
      ...decision,
      next: { ...sent.next, head: { ...sent.next.head, version } },
      events: [...decision.events, ...sent.events],
      also: [...(decision.also ?? []), ...(sent.also ?? [])],
    };
  };

const isPlain = (before: Order, { next, lost }: Decision): boolean =>
  lost === undefined && next.reservations === before.reservations && next.fulfilments.length <= MOST_PARTS;
