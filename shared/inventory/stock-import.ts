/** The most rows one import takes. */
export const MAX_IMPORT_ROWS = 10_000;

/** Rows that one message of the queue stands for, and one item holds. */
export const IMPORT_CHUNK = 250;

/**
 * What a row's figure means: `set` says how many are on hand, `add` by how many they change. A column of that name is
 * looked for, so that a file of one kind is not taken for the other.
 */
export const IMPORT_COLUMNS = { set: 'onHand', add: 'delta' } as const;

export type ImportMode = keyof typeof IMPORT_COLUMNS;

/** A row as it is to be booked; `line` is its number in a spreadsheet, the header being 1. */
export type ImportRow = { line: number; sku: string; locationId: string; units: number };

/** Why a row is not booked. */
export type ImportError = { line: number; sku: string; locationId: string; code: string; message: string };

/** A row of the file: to be booked, or wrong in itself. */
export type ReadRow = ImportRow | ImportError;

/** An import of stock figures: taken in at once, booked chunk by chunk, each row once. */
export type StockImport = {
  id: string;
  version: number;
  status: 'running' | 'done';
  mode: ImportMode;
  reason: string;
  rows: number;
  createdBy: string;
  createdAt: string;
  finishedAt?: string;
  /** Rows that were not booked; known at the end. */
  failed?: number;
};

/** How far a chunk is booked. */
export type ChunkProgress = { done: number; failed: number };
