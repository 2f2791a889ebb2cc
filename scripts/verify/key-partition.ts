import { HEAD, orderPk, PLACEMENT } from '../../shared/orders/order-keys.ts';
import { difference, type Finding, type Item, type PartitionReport, type Reference } from './report.ts';

const GONE = 'the order was deleted by hand, or the key was written without it';

/** Proves a partition of unique keys: each leads to something that exists and says the same. */
export const keyPartition = () => {
  const references: Reference[] = [];
  const findings: Finding[] = [];
  const counts: Record<string, number> = {};
  const count = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const lead = (pk: string, sk: string, wrong: Reference['wrong']): void => {
    references.push({ key: { pk, sk }, wrong });
  };

  const add = (item: Item): void => {
    const key = `${item.pk} ${item.sk}`;
    const orderId = item.orderId as string | undefined;
    const leads = (field: string, sk: string, fits: (found: Item) => boolean): void => {
      if (orderId === undefined)
        findings.push(difference(key, `the ${field} key leads to no order`, 'who wrote it'));
      else
        lead(orderPk(orderId), sk, (found) =>
          found && fits(found)
            ? undefined
            : difference(
                key,
                `leads to ${orderId}, ${found ? `which has another ${field}` : 'which does not exist'}`,
                GONE,
              ),
        );
    };
    if (item.pk.startsWith('NUMBER#')) {
      count('number keys');
      leads('number', HEAD, (found) => item.pk === `NUMBER#${found.number}`);
    } else if (item.pk.startsWith('TRACKING#')) {
      count('tracking keys');
      leads('waybill', fulfilmentSkOf(item.fulfilmentId), (found) => hasParcel(found, item));
    } else if (item.pk.startsWith('EXTERNAL#')) {
      count('external ids');
      // Early news of an order that has not come waits under the key, without an order.
      if (orderId === undefined && item.early !== undefined) return;
      if (item.placing) leads('external id', PLACEMENT, () => true);
      else leads('external id', HEAD, (found) => found.externalId === item.externalId);
    } else {
      count('customer contacts');
      lead(`CUSTOMER#${item.customerId}`, 'CUSTOMER', (found) =>
        found ? undefined : difference(key, `leads to ${item.customerId}, who does not exist`, GONE),
      );
    }
  };
  return { add, end: (): PartitionReport => ({ counts, findings, references, held: [], rows: [] }) };
};

/** A fulfilment's sort key by its id, whose last part is its ordinal. */
const fulfilmentSkOf = (id: unknown): string =>
  `FULFILMENT#${String(id)
    .slice(String(id).lastIndexOf('_') + 1)
    .padStart(4, '0')}`;

const hasParcel = (fulfilment: Item, key: Item): boolean =>
  (fulfilment.parcels as { id: string; carrier: string; trackingNumber: string }[] | undefined)?.some(
    ({ id, carrier, trackingNumber }) =>
      id === key.parcelId && key.pk === `TRACKING#${carrier}#${trackingNumber}`,
  ) ?? false;
