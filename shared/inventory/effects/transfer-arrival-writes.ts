import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Coming } from '../coming.ts';
import { arrivalChanges, arrivalsOf } from '../receive-stock.ts';
import { openUnits, type Transfer, type TransferLine } from '../transfer.ts';
import { damagedWrite, loadComing, lowerComingWrite } from './aside-store.ts';
import { loadSkusAt, type SkuStock } from './load-stock-store.ts';
import { asideMovement, type StockContext, stockWrites } from './stock-store.ts';

type Arrived = TransferLine & { coming: Coming };

/** The writes of what arrived between two versions of a transfer: good units, broken ones, and those that are lost. */
export const transferArrivalWrites = async (
  before: Transfer,
  next: Transfer,
  table: Table,
  context: StockContext,
): Promise<Write[]> => {
  const changed = next.lines.filter((line, at) => openUnits(line) !== openUnits(before.lines[at] ?? line));
  const names = changed.map(({ sku }) => sku);
  const [skus, coming] = await Promise.all([
    loadSkusAt(table, next.toLocationId, names),
    loadComing(table, next.id, names),
  ]);
  return changed.flatMap((line) => {
    const announced = coming.get(line.sku);
    // Somebody received it meanwhile: the version of the transfer refuses this commit, and it is read again.
    if (!announced) return [];
    const was = before.lines.find(({ sku }) => sku === line.sku) ?? line;
    const arrived: Arrived = {
      ...line,
      received: line.received - was.received,
      damaged: line.damaged - was.damaged,
      lost: line.lost - was.lost,
      coming: announced,
    };
    return writesOf(arrived, next, skus, context);
  });
};

const writesOf = (
  { sku, received, damaged, lost, coming }: Arrived,
  { id: document, toLocationId: locationId }: Transfer,
  skus: ReadonlyMap<string, SkuStock>,
  context: StockContext,
): Write[] => {
  const good = arrivalChanges(
    arrivalsOf({ locationId, lines: received > 0 ? [{ sku, quantity: received }] : [] }, skus),
    { id: document, locationId },
    skus,
  ).map((change, at) => ({
    ...change,
    cause: 'transfer_in' as const,
    ...(at === 0 ? { aside: { inTransit: -received } } : {}),
  }));
  const base = { sku, locationId, document };
  return [
    ...stockWrites(good, context),
    ...(damaged > 0
      ? [
          asideMovement({ ...base, cause: 'transfer_in', damaged, inTransit: -damaged }, context),
          damagedWrite(sku, locationId, damaged),
        ]
      : []),
    ...(lost > 0 ? [asideMovement({ ...base, cause: 'transfer_loss', inTransit: -lost }, context)] : []),
    lowerComingWrite(coming, received + damaged + lost),
  ];
};
