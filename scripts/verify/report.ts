import type { ItemKey } from '../../shared/runtime/read-items.ts';

/** Something that is not as it must be: which item, what is wrong, and where to look. */
export type Difference = { key: string; what: string; look: string };

/** `pending`: unfinished work that the system still has to do, or that moved while it was looked at. */
export type Finding = Difference & { severity: 'difference' | 'pending' };

export type Item = ItemKey & Record<string, unknown>;

/** An item elsewhere in the table that must be there and say the right thing. */
export type Reference = {
  key: ItemKey;
  /** What is wrong, given the item (or that it is missing); undefined when it fits. */
  wrong: (item: Item | undefined) => Finding | undefined;
};

/** Units of one stock row that an order holds. */
export type HeldUnits = { row: string; units: number };

/** A stock row as it stands in the table. */
export type StoredRow = { row: string; reserved: number };

/** What one partition says: what is wrong in itself, and what must be held against other partitions. */
export type PartitionReport = {
  counts: Readonly<Record<string, number>>;
  findings: readonly Finding[];
  references: readonly Reference[];
  held: readonly HeldUnits[];
  rows: readonly StoredRow[];
};

export const difference = (key: string, what: string, look: string): Finding => ({
  severity: 'difference',
  key,
  what,
  look,
});

/** The name under which units are summed: SKU, location and shard of a stock row. */
export const rowName = (sku: string, locationId: string, shard: number): string =>
  `${sku} · ${locationId} · ${shard}`;
