import type { FieldError } from '../kernel/problem.ts';
import type { FulfilmentLine } from '../orders/fulfilment.ts';
import { partKey } from '../orders/line-part.ts';

/** A line of a fulfilment as people name it. The SKU is needed where the order's line is a bundle of several. */
export type NamedLine = { lineId: string; sku?: string | undefined };

type Lines = readonly FulfilmentLine[];

/** The line that is meant; undefined where there is none, or where it could be one of several. */
export const namedLine = (lines: Lines, { lineId, sku }: NamedLine): FulfilmentLine | undefined => {
  const meant = lines.filter((line) => line.lineId === lineId && (sku === undefined || line.sku === sku));
  return meant.length === 1 ? meant[0] : undefined;
};

/** How a line is named in what is kept: with its SKU only where the fulfilment has several of the order's line. */
export const nameOf = (lines: Lines, { lineId, sku }: FulfilmentLine): { lineId: string; sku?: string } =>
  lines.some((other) => other.lineId === lineId && other.sku !== sku) ? { lineId, sku } : { lineId };

/** What is wrong with names: unknown, said twice, or saying a bundle's line without which of its parts. */
export const wrongNames = (lines: Lines, named: readonly NamedLine[], path = '/lines'): FieldError[] => {
  const bySku = Map.groupBy(lines, ({ lineId }) => lineId);
  const seen = new Set<string>();
  return named.flatMap(({ lineId, sku }, at): FieldError[] => {
    const parts = bySku.get(lineId);
    if (!parts)
      return [
        { path: `${path}/${at}/lineId`, code: 'unknown_line', message: 'is not a line of this fulfilment' },
      ];
    if (sku === undefined && parts.length > 1)
      return [{ path: `${path}/${at}/sku`, code: 'required', message: whichPart(parts) }];
    const line = namedLine(lines, { lineId, sku });
    if (!line)
      return [{ path: `${path}/${at}/sku`, code: 'not_of_this_line', message: `is not of ${lineId}` }];
    if (seen.has(partKey(line)))
      return [{ path: `${path}/${at}/lineId`, code: 'duplicate_line', message: 'is named twice' }];
    seen.add(partKey(line));
    return [];
  });
};

/** Parts that a message names. */
const NAMED = 10;

const whichPart = (parts: Lines): string => {
  const skus = parts.slice(0, NAMED).map(({ sku }) => sku);
  return `is required: the line is a bundle of ${skus.join(', ')}${parts.length > NAMED ? ' …' : ''}`;
};
