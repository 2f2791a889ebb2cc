import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import type { Order } from '../../shared/orders/order.ts';
import {
  fulfilmentIndexKeys,
  HEAD,
  headIndexKeys,
  productionIndexKeys,
} from '../../shared/orders/order-keys.ts';
import type { Production } from '../../shared/orders/production.ts';
import { difference, type Finding, type Item } from './report.ts';

const ATTRIBUTES = ['stagePk', 'stageSk', 'channelPk', 'kindPk', 'duePk', 'dueSk'] as const;

/** Proves that lists and sweeps find what is there: index keys say what the item says. */
export const indexFindings = (order: Order, items: readonly Item[]): Finding[] =>
  items.flatMap((item) => {
    const keys = keysOf(order, item);
    if (!keys) return [];
    return ATTRIBUTES.filter((name) => item[name] !== keys[name]).map((name) =>
      difference(
        `${item.pk} ${item.sk}`,
        `${name} is ${item[name] ?? 'absent'}, it must be ${keys[name] ?? 'absent'}`,
        'a write that bypassed order-writes.ts; lists and sweeps miss it or find it for nothing',
      ),
    );
  });

const keysOf = (
  order: Order,
  item: Item,
): Partial<Record<(typeof ATTRIBUTES)[number], string>> | undefined => {
  if (item.sk === HEAD) return headIndexKeys(order);
  if (item.sk.startsWith('FULFILMENT#')) return fulfilmentIndexKeys(item as unknown as Fulfilment);
  if (item.sk.startsWith('PRODUCTION#')) return productionIndexKeys(item as unknown as Production);
  return undefined;
};
