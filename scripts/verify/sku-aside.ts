import type { Coming, Damaged } from '../../shared/inventory/coming.ts';
import type { Movement } from '../../shared/inventory/stock.ts';
import { COMING, DAMAGED } from '../../shared/inventory/stock-keys.ts';
import { difference, type Finding, type Item, type Reference } from './report.ts';

/** What is summed of one announcement: units that movements say are still to come. */
type Sum = { incoming: number; inTransit: number };

/**
 * Proves what lies beside the stock of a SKU: damaged units of a location, and what a document announces, are the sums
 * of their movements; what is announced has a document that says so.
 */
export const skuAside = () => {
  const damagedMoved = new Map<string, number>();
  const comingMoved = new Map<string, Sum>();
  const damaged = new Map<string, Damaged>();
  const coming = new Map<string, Coming>();
  let pk = '';
  return {
    addMovement: (item: Item): void => {
      const { locationId, document, damaged: broken, incoming, inTransit } = item as unknown as Movement;
      pk = item.pk;
      if (broken) damagedMoved.set(locationId, (damagedMoved.get(locationId) ?? 0) + broken);
      if (!incoming && !inTransit) return;
      // A receipt lowers what its arrival announced; its movements name the receipt, so only the SKU's sum is kept.
      const key = incoming ? 'incoming' : document;
      const sum = comingMoved.get(key) ?? { incoming: 0, inTransit: 0 };
      comingMoved.set(key, {
        incoming: sum.incoming + (incoming ?? 0),
        inTransit: sum.inTransit + (inTransit ?? 0),
      });
    },
    addItem: (item: Item): void => {
      pk = item.pk;
      if (item.sk.startsWith(DAMAGED)) damaged.set(item.locationId as string, item as unknown as Damaged);
      if (item.sk.startsWith(COMING)) coming.set(item.document as string, item as unknown as Coming);
    },
    end: (): { counts: Record<string, number>; findings: Finding[]; references: Reference[] } => ({
      counts: coming.size + damaged.size > 0 ? { 'units beside stock': coming.size + damaged.size } : {},
      findings: [
        ...damagedFindings(pk, damaged, damagedMoved),
        ...comingFindings(pk, [...coming.values()], comingMoved),
      ],
      references: [...coming.values()].map((each) => documentOf(pk, each)),
    }),
  };
};

const damagedFindings = (
  pk: string,
  stored: ReadonlyMap<string, Damaged>,
  moved: ReadonlyMap<string, number>,
): Finding[] =>
  [...new Set([...stored.keys(), ...moved.keys()])].flatMap((locationId) => {
    const units = stored.get(locationId)?.damaged ?? 0;
    const sum = moved.get(locationId) ?? 0;
    const key = `${pk} ${DAMAGED}${locationId}`;
    if (units !== sum) return [sumFinding(key, `damaged is ${units}`, sum)];
    return units < 0
      ? [difference(key, `damaged is negative: ${units}`, 'a write without its condition')]
      : [];
  });

const comingFindings = (
  pk: string,
  stored: readonly Coming[],
  moved: ReadonlyMap<string, Sum>,
): Finding[] => {
  const found: Finding[] = stored
    .filter(({ open }) => open <= 0)
    .map(({ document, open }) =>
      difference(
        `${pk} ${COMING}${document}`,
        `${open} units are announced`,
        'a write without its condition',
      ),
    );
  const incoming = stored.reduce((sum, { kind, open }) => sum + (kind === 'incoming' ? open : 0), 0);
  const incomingMoved = moved.get('incoming')?.incoming ?? 0;
  if (incoming !== incomingMoved)
    found.push(sumFinding(`${pk} ${COMING}`, `incoming is ${incoming}`, incomingMoved));
  const transfers = new Map(
    stored.flatMap(({ kind, document, open }) => (kind === 'inTransit' ? [[document, open] as const] : [])),
  );
  const documents = new Set([...transfers.keys(), ...moved.keys()].filter((key) => key !== 'incoming'));
  for (const document of documents) {
    const open = transfers.get(document) ?? 0;
    const sum = moved.get(document)?.inTransit ?? 0;
    if (open !== sum) found.push(sumFinding(`${pk} ${COMING}${document}`, `in transit are ${open}`, sum));
  }
  return found;
};

const sumFinding = (key: string, stands: string, sum: number): Finding =>
  difference(key, `${stands}, its movements sum to ${sum}`, 'a change of the units without its movement');

/** The arrival that announced units must be there, as must the transfer, which must count as many on their way. */
const documentOf = (pk: string, { sku, document, kind, open }: Coming): Reference => {
  const name = kind === 'incoming' ? 'ARRIVAL' : 'TRANSFER';
  const wrong = (what: string): Finding =>
    difference(`${pk} ${COMING}${document}`, what, `${name}#${document}: who changed it without its units`);
  return {
    key: { pk: `${name}#${document}`, sk: name },
    wrong: (found) => {
      if (!found) return wrong('is announced by a document that does not exist');
      if (kind === 'incoming')
        return found.status === 'closed' || found.status === 'arrived'
          ? wrong(`is announced by an arrival that is ${found.status}`)
          : undefined;
      const lines = found.lines as {
        sku: string;
        dispatched: number;
        received: number;
        damaged: number;
        lost: number;
      }[];
      const line = lines.find((each) => each.sku === sku);
      const onTheWay = line ? line.dispatched - line.received - line.damaged - line.lost : 0;
      return onTheWay === open ? undefined : wrong(`${open} are in transit, its transfer says ${onTheWay}`);
    },
  };
};
