import { orderIdOfPart } from '../../shared/kernel/ids.ts';
import { fulfilmentSk, orderPk } from '../../shared/orders/order-keys.ts';
import type { TakenConfirmation } from '../../shared/warehouse/confirmation-message.ts';
import type { SentRequest } from '../../shared/warehouse/request-of.ts';
import { REQUEST, warehousePk } from '../../shared/warehouse/warehouse-keys.ts';
import { difference, type Finding, type Item, type PartitionReport, type Reference } from './report.ts';

const LEFT: readonly unknown[] = ['shipped', 'delivered'];

/**
 * Proves what went between us and outside warehouses about an order: what they were told is of a fulfilment of that
 * order and their location, and what they told and was applied has had its effect.
 */
export const warehousePartition = () => {
  const references: Reference[] = [];
  const findings: Finding[] = [];
  const counts = { 'warehouse requests': 0, 'warehouse confirmations': 0 };
  const add = (item: Item): void => {
    const key = `${item.pk} ${item.sk}`;
    const wrong = (what: string) => difference(key, what, 'shared/warehouse/effects');
    const isRequest = item.sk.startsWith(REQUEST);
    counts[isRequest ? 'warehouse requests' : 'warehouse confirmations'] += 1;
    const sent = item as unknown as SentRequest;
    const { confirmation, status } = item as unknown as TakenConfirmation;
    const { fulfilmentId, locationId } = isRequest ? sent : confirmation;
    const orderId = orderIdOfPart('ful', fulfilmentId) ?? '';
    if (item.pk !== warehousePk(orderId)) findings.push(wrong('it is about another order than its key'));
    // What was refused may well be about something that does not exist.
    if (!isRequest && status === 'refused') return;
    references.push({
      key: {
        pk: orderPk(orderId),
        sk: fulfilmentSk(Number(fulfilmentId.slice(fulfilmentId.lastIndexOf('_') + 1))),
      },
      wrong: (found) => {
        if (found?.locationId !== locationId) return wrong(`${fulfilmentId} is not of ${locationId}`);
        return !isRequest && confirmation.type === 'shipped' && !LEFT.includes(found.status)
          ? wrong(`${fulfilmentId} was confirmed as shipped and is ${found.status}`)
          : undefined;
      },
    });
  };
  return { add, end: (): PartitionReport => ({ counts, findings, references, held: [], rows: [] }) };
};
