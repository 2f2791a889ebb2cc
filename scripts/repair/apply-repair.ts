import { comingSk, damagedSk, skuPk, stockKey } from '../../shared/inventory/stock-keys.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { transact, type Write } from '../../shared/runtime/transact.ts';
import type { Repair } from './propose-repair.ts';

/** The write of a repair: it holds only while every figure is still as it was read. */
export const repairWrite = (repair: Repair): Write => {
  if (repair.kind === 'damaged') {
    const { pk, locationId, from, to } = repair;
    return {
      label: 'repair',
      update: {
        Key: { pk, sk: damagedSk(locationId) },
        UpdateExpression: 'SET damaged = :to, sku = :sku, locationId = :location',
        ConditionExpression: from === 0 ? 'attribute_not_exists(pk) OR damaged = :from' : 'damaged = :from',
        ExpressionAttributeValues: {
          ':from': from,
          ':to': to,
          ':sku': pk.slice(skuPk('').length),
          ':location': locationId,
        },
      },
    };
  }
  if (repair.kind === 'coming') return comingWrite(repair);
  const { row, to } = repair;
  return {
    label: 'repair',
    update: {
      Key: stockKey(row),
      UpdateExpression: 'SET onHand = :onHand, reserved = :reserved, available = :available',
      ConditionExpression:
        'onHand = :hadOnHand AND reserved = :hadReserved AND available = :hadAvailable AND safety = :safety',
      ExpressionAttributeValues: {
        ':onHand': to.onHand,
        ':reserved': to.reserved,
        ':available': to.available,
        ':hadOnHand': row.onHand,
        ':hadReserved': row.reserved,
        ':hadAvailable': row.available,
        ':safety': row.safety,
      },
    },
  };
};

/** Nothing is left of an announcement of which nothing is to come. */
const comingWrite = ({ pk, document, from, to }: Extract<Repair, { kind: 'coming' }>): Write => {
  const Key = { pk, sk: comingSk(document) };
  const held = { ConditionExpression: '#open = :from', ExpressionAttributeNames: { '#open': 'open' } };
  return {
    label: 'repair',
    ...(to === 0
      ? { remove: { Key, ...held, ExpressionAttributeValues: { ':from': from } } }
      : {
          update: {
            Key,
            UpdateExpression: 'SET #open = :to',
            ...held,
            ExpressionAttributeValues: { ':from': from, ':to': to },
          },
        }),
  };
};

/** Applies a repair; false when the figures are not any more what it was worked out from. */
export const applyRepair = async (table: Table, repair: Repair): Promise<boolean> =>
  (await transact(table, [repairWrite(repair)], Math.random)).committed;
