import { isDeepStrictEqual } from 'node:util';
import { type QueueEntry, unitsIn } from '../../shared/inventory/backorder.ts';
import { BACKORDERED_SKUS, PRODUCT, WAITING, waitingSk } from '../../shared/inventory/backorder-keys.ts';
import { backorderSk, orderPk } from '../../shared/orders/order-keys.ts';
import { difference, type Finding, type Item, type PartitionReport, type Reference } from './report.ts';

/** Proves who waits for a SKU: each entry is some order's, and says what that says; the product's count is their sum. */
export const skuQueue = () => {
  let product: Item | undefined;
  let entries = 0;
  let units = 0;
  const findings: Finding[] = [];
  const references: Reference[] = [];
  return {
    /** Whether the item is one of the queue's; the product is looked at and left to others. */
    add: (item: Item): boolean => {
      if (item.sk === PRODUCT) product = item;
      if (!item.sk.startsWith(WAITING)) return false;
      const entry = item as unknown as QueueEntry;
      entries += 1;
      units += unitsIn(entry);
      if (item.sk !== waitingSk(entry) || unitsIn(entry) < 1)
        findings.push(difference(`${item.pk} ${item.sk}`, 'is no place in a queue', 'backorder-store.ts'));
      references.push(ownerOf(item, entry));
      return true;
    },
    end: (): Pick<PartitionReport, 'counts' | 'findings' | 'references'> => ({
      counts: entries > 0 ? { 'queue entries': entries } : {},
      findings: [...findings, ...(product ? countFindings(product, units) : [])],
      references,
    }),
  };
};

const ownerOf = ({ pk, sk }: Item, entry: QueueEntry): Reference => ({
  key: { pk: orderPk(entry.orderId), sk: backorderSk(entry.sku, entry.since) },
  wrong: (found) =>
    found && isDeepStrictEqual(found.units, entry.units)
      ? undefined
      : difference(
          `${pk} ${sk}`,
          found
            ? `${unitsIn(entry)} units wait, the order says otherwise`
            : 'nobody waits here: the order does not know of it',
          'backorder-writes.ts: an order and its entry change in one transaction',
        ),
});

const countFindings = (product: Item, units: number): Finding[] => {
  const key = `${product.pk} ${product.sk}`;
  const counted = Number(product.backordered ?? 0);
  return [
    ...(counted === units
      ? []
      : [difference(key, `backordered is ${counted}, its queue holds ${units}`, 'backorder-writes.ts')]),
    ...(counted > 0 && product.stagePk !== BACKORDERED_SKUS
      ? [difference(key, 'buyers wait for it, and the sweep does not find it', 'backorder-store.ts')]
      : []),
  ];
};
