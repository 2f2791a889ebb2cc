import type { Product } from '../catalog/product.ts';

/** SKUs of one part of a report: what a call compares before it must answer. */
export const MAX_REPORT_LINES = 500;
/** Parts of a report: 10,000 SKUs in all. */
export const MAX_REPORT_PARTS = 20;

/** What an outside warehouse says lay there. */
export type ReportedLine = { sku: string; onHand: number };

/**
 * A SKU of which an outside warehouse has another number than the books: at the report's moment, whatever moved since.
 * Without `ours` it could not be compared, and `code` says why.
 */
export type StockDifference = {
  sku: string;
  theirs: number;
  ours?: number;
  difference?: number;
  code?: 'unknown_sku' | 'bundle_sku' | 'moved_too_often';
};

/** A fulfilment that only one of the two has as open. */
export type OpenDifference = { fulfilmentId: string; status: string };

/** One part of a report as it was compared. */
export type ReportPart = {
  locationId: string;
  reference: string;
  part: number;
  parts: number;
  asOf: string;
  lines: number;
  differences: readonly StockDifference[];
  /** Open with us and not named by them; where they named what they have. */
  missingThere?: readonly OpenDifference[];
  /** Named by them as open, and ended with us or never theirs. */
  endedHere?: readonly OpenDifference[];
  comparedBy: string;
  comparedAt: string;
};

/** Holds the figures of an outside warehouse against the books of the same moment. */
export const compareStock = (
  lines: readonly ReportedLine[],
  productOf: (sku: string) => Pick<Product, 'components'> | undefined,
  oursOf: (sku: string) => number | undefined,
): StockDifference[] =>
  lines.flatMap(({ sku, onHand: theirs }): StockDifference[] => {
    const product = productOf(sku);
    if (!product) return [{ sku, theirs, code: 'unknown_sku' }];
    if (product.components) return [{ sku, theirs, code: 'bundle_sku' }];
    const ours = oursOf(sku);
    if (ours === undefined) return [{ sku, theirs, code: 'moved_too_often' }];
    return ours === theirs ? [] : [{ sku, theirs, ours, difference: theirs - ours }];
  });

/** What of a report has come, and what it says in all. */
export const reportOf = (parts: readonly ReportPart[], countIds: readonly string[]) => {
  const [first] = parts;
  if (!first) return undefined;
  const { locationId, reference, asOf, parts: of } = first;
  return {
    locationId,
    reference,
    asOf,
    parts: of,
    received: parts.map(({ part }) => part),
    status: parts.length === of ? ('complete' as const) : ('partial' as const),
    lines: parts.reduce((sum, { lines }) => sum + lines, 0),
    differences: parts.flatMap(({ differences }) => differences),
    missingThere: parts.flatMap(({ missingThere = [] }) => missingThere),
    endedHere: parts.flatMap(({ endedHere = [] }) => endedHere),
    countIds: [...countIds],
  };
};

/** The SKUs to be counted, sheet by sheet: those of which the figures differ, and those that kept moving. */
export const sheetsOf = (differences: readonly StockDifference[], perSheet: number): string[][] => {
  const counted = differences.filter(({ code }) => code === undefined || code === 'moved_too_often');
  const skus = [...new Set(counted.map(({ sku }) => sku))];
  return Array.from({ length: Math.ceil(skus.length / perSheet) }, (_, at) =>
    skus.slice(at * perSheet, (at + 1) * perSheet),
  );
};
