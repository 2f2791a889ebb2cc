import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Coming } from '../coming.ts';
import type { StockChange } from '../stock.ts';
import { takeComing } from '../take-coming.ts';
import { loadComing, lowerComingWrite } from './aside-store.ts';
import { type StockContext, stockWrites } from './stock-store.ts';

const NOTHING: ReadonlyMap<string, Coming> = new Map();

/** What an arrival or transfer still announces of these SKUs; nothing without one. */
export const loadAnnounced = async (
  table: Table,
  document: string | undefined,
  skus: Iterable<string>,
): Promise<ReadonlyMap<string, Coming>> =>
  document === undefined ? NOTHING : loadComing(table, document, skus);

/** The writes of arriving goods: their stock, their movements, and what stops to be awaited of them. */
export const receivingWrites = (
  arriving: readonly StockChange[],
  announced: ReadonlyMap<string, Coming>,
  context: StockContext,
): Write[] => {
  const { changes, lowered } = takeComing(arriving, announced);
  return [
    ...stockWrites(changes, context),
    ...lowered.map(({ coming, units }) => lowerComingWrite(coming, units)),
  ];
};
