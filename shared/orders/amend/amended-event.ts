import { money } from '../../kernel/money.ts';
import type { DecisionContext } from '../decision.ts';
import { dueOf } from '../derive-axes.ts';
import type { Order } from '../order.ts';
import type { OrderEvent } from '../order-events.ts';
import type { PricedItem } from '../price-order.ts';
import type { ToldGoods } from '../told-goods.ts';
import type { LineChange } from './amend-lines.ts';
import type { Part } from './amend-rules.ts';

/** Lines an event names of each kind; an event must pass the bus, whose messages are bounded. */
const NAMED_IN_EVENT = 100;

const named = (items: readonly PricedItem[]) =>
  items.slice(0, NAMED_IN_EVENT).map(({ id, sku, quantity }) => ({ lineId: id, sku, quantity }));

/** What was amended: the names of the parts, the goods and the amounts; of personal data that it changed, not to what. */
export const amendedEvent = (
  before: Order,
  after: Order,
  parts: readonly Part[],
  lines: LineChange | undefined,
  { at, actor }: DecisionContext,
  told: ToldGoods = {},
): OrderEvent => {
  const amounts = ({ head }: Order) => ({
    grand: money(head.totals.grand, head.currency),
    due: money(dueOf(head.totals), head.currency),
  });
  const data = {
    changed: parts,
    before: amounts(before),
    after: amounts(after),
    ...told,
    ...(lines
      ? {
          lines: {
            added: named(lines.added),
            removed: named(lines.removed),
            changed: lines.changed
              .slice(0, NAMED_IN_EVENT)
              .map(({ line, before: from }) => ({ lineId: line.id, sku: line.sku, from, to: line.quantity })),
          },
        }
      : {}),
  };
  return { type: 'amended', at, actor, data };
};
