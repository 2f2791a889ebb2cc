import type { Coming } from '../../shared/inventory/coming.ts';
import type { Movement, StockRow } from '../../shared/inventory/stock.ts';
import { COMING, DAMAGED, MOVEMENT, PRODUCT, STOCK } from '../../shared/inventory/stock-keys.ts';
import { type Item, rowName } from '../verify/report.ts';

/** What the table says of one SKU: its rows as they stand, and what its ledger makes of them. */
export type SkuFacts = {
  pk: string;
  rows: Map<string, StockRow>;
  /** How many movements each row counts; a row that counts none is not in it. */
  counted: Map<string, number>;
  /** Σ quantity by row. */
  moved: Map<string, number>;
  /** How many movements of each row there are. */
  entries: Map<string, number>;
  /** Σ quantity by document and location, for holding it against the document. */
  byDocument: Map<string, number>;
  damaged: Map<string, number>;
  damagedMoved: Map<string, number>;
  /** What documents announce, by document; what movements say is still to come of suppliers, and by each transfer. */
  coming: Map<string, Coming>;
  incomingMoved: number;
  inTransitMoved: Map<string, number>;
  /** Movements that cannot be summed. */
  broken: string[];
  /** Over how many rows its stock may be spread. */
  mostShards: number;
};

export const documentKey = (document: string, locationId: string): string => `${document} · ${locationId}`;

const isUnits = (value: unknown): boolean => value === undefined || Number.isSafeInteger(value);

const add = (to: Map<string, number>, key: string, units: number): void => {
  to.set(key, (to.get(key) ?? 0) + units);
};

export const noFacts = (pk: string): SkuFacts => ({
  pk,
  rows: new Map(),
  counted: new Map(),
  moved: new Map(),
  entries: new Map(),
  byDocument: new Map(),
  damaged: new Map(),
  damagedMoved: new Map(),
  coming: new Map(),
  incomingMoved: 0,
  inTransitMoved: new Map(),
  broken: [],
  mostShards: 1,
});

/** Adds what one item of the SKU's partition says; movements are summed, not kept, for a busy SKU has very many. */
export const addFact = (facts: SkuFacts, item: Item): void => {
  if (item.sk.startsWith(DAMAGED)) facts.damaged.set(item.locationId as string, item.damaged as number);
  else if (item.sk.startsWith(COMING)) {
    const { sku, document, kind, locationId, open } = item as unknown as Coming;
    facts.coming.set(document, { sku, document, kind, locationId, open });
  } else if (item.sk === PRODUCT) facts.mostShards = Number(item.mostShards ?? 1);
  else if (item.sk.startsWith(MOVEMENT)) addMovement(facts, item as unknown as Movement);
  else if (item.sk.startsWith(STOCK)) {
    const { sku, locationId, shard, onHand, reserved, safety, available } = item as unknown as StockRow;
    const row = { sku, locationId, shard, onHand, reserved, safety, available };
    const name = rowName(sku, locationId, shard);
    facts.rows.set(name, row);
    if (typeof item.moves === 'number') facts.counted.set(name, item.moves);
  }
};

const addMovement = (facts: SkuFacts, movement: Movement): void => {
  const { id, sku, locationId, shard, quantity, damaged, incoming, inTransit, document, cause } = movement;
  const isWhole =
    typeof locationId === 'string' &&
    Number.isSafeInteger(shard) &&
    Number.isSafeInteger(quantity) &&
    isUnits(damaged) &&
    isUnits(incoming) &&
    isUnits(inTransit);
  if (!isWhole) {
    facts.broken.push(id);
    return;
  }
  if (quantity !== 0) {
    const name = rowName(sku, locationId, shard);
    add(facts.moved, name, quantity);
    add(facts.entries, name, 1);
  }
  if (damaged) add(facts.damagedMoved, locationId, damaged);
  facts.incomingMoved += incoming ?? 0;
  if (inTransit) add(facts.inTransitMoved, document, inTransit);
  // Units of a fulfilment that were lost before it left are booked under it too, and are not what it carries.
  if (document.startsWith('ful_') && cause !== 'issue') return;
  if (quantity !== 0) add(facts.byDocument, documentKey(document, locationId), quantity);
};
