import { loadSaleable } from '../../inventory/effects/load-stock-store.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Deps } from '../../runtime/deps.ts';
import { amendOrder } from '../amend/amend-order.ts';
import type { AmendCommand } from '../amend/amend-schema.ts';
import type { Order } from '../order.ts';
import type { DecideLater } from './change-order.ts';
import { loadReviewRules } from './review-rule-store.ts';

/** Reads products and stock of the lines that are new or grow, then decides; both again when somebody was faster. */
export const amendFrom =
  ({ table, random }: Deps, command: AmendCommand, by: Actor): DecideLater =>
  async (order, context) => {
    const [stock, rules] = await Promise.all([
      loadSaleable(table, growing(order, command)),
      // A confirmed order is asked about again when it is raised.
      context.rules ?? loadReviewRules(table),
    ]);
    return amendOrder(order, command, { ...context, rules, by, random, stock });
  };

const growing = ({ lines }: Order, command: AmendCommand): string[] => {
  const before = new Map(lines.map(({ id, quantity }) => [id, quantity]));
  return (command.lines ?? [])
    .filter(({ id, quantity }) => quantity > (id === undefined ? 0 : (before.get(id) ?? 0)))
    .map(({ sku }) => sku);
};
