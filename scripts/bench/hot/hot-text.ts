import { textTable } from '../../cost/text-table.ts';
import type { Sold } from './simulate-sale.ts';

const whole = (amount: number): string => Math.round(amount).toLocaleString('en');

/** Accepted holds a second: a row for each number of rows, a column for each crowd, with what was refused beside it. */
export function ratesText(sold: readonly Sold[]): string {
  const crowds = [...new Set(sold.map(({ sale }) => sale.buyers))];
  const shards = [...new Set(sold.map(({ sale }) => sale.shards))];
  return textTable(
    [
      'stockShards',
      ...crowds.flatMap((buyers) => [
        `${whole(buyers)} buyers: accepted/s`,
        '503/s',
        'conflicts/s',
        'p50 ms',
      ]),
    ],
    shards.map((each) => [
      String(each),
      ...crowds.flatMap((buyers) => {
        const found = sold.find(({ sale }) => sale.shards === each && sale.buyers === buyers);
        if (!found) return ['', '', '', ''];
        const seconds = found.sale.measuredMs / 1000;
        return [found.perSecond, found.refused / seconds, found.counts.conflicts / seconds, found.p50].map(
          whole,
        );
      }),
    ]),
  );
}

/** Orders of several hot products: each must get through with all of its rows. */
export function productsText(sold: readonly Sold[]): string {
  return textTable(
    ['hot products in each order', 'stockShards', 'buyers', 'orders/s', 'holds/s', '503/s', 'conflicts/s'],
    sold.map(({ sale, perSecond, refused, counts }) => [
      String(sale.products),
      String(sale.shards),
      whole(sale.buyers),
      whole(perSecond),
      whole(perSecond * sale.products),
      whole((refused * 1000) / sale.measuredMs),
      whole((counts.conflicts * 1000) / sale.measuredMs),
    ]),
  );
}

/** Sales of few units to many: what was sold, what was left, who was told that there is no more. */
export function lastUnitsText(sold: readonly Sold[]): string {
  return textTable(
    [
      'units',
      'stockShards',
      'buyers',
      'sold',
      'left',
      'oversold',
      'told 409',
      'told 503 (tried again)',
      'sold out after ms',
    ],
    sold.map(({ sale, reserved, left, oversold, soldOut, refused, lastSoldMs }) => [
      whole(sale.units),
      String(sale.shards),
      whole(sale.buyers),
      whole(reserved),
      whole(left),
      whole(oversold),
      whole(soldOut),
      whole(refused),
      whole(lastSoldMs),
    ]),
  );
}

/** The partitions that were used most in a sale, beside what a partition takes. */
export function partitionsText({ sale, busiest, totalMs }: Sold): string {
  const rows = (kind: string, limit: number, list: Sold['busiest']['reads']) =>
    list.map(({ partition, units, throttled }) => [
      partition,
      kind,
      whole((units * 1000) / totalMs),
      whole(limit),
      whole((throttled * 1000) / totalMs),
    ]);
  return textTable(
    [
      `busiest partitions, ${sale.shards} rows, ${whole(sale.buyers)} buyers`,
      'units of',
      'used/s',
      'limit/s',
      'throttled/s',
    ],
    [...rows('write', 1000, busiest.writes), ...rows('read', 3000, busiest.reads)],
  );
}
