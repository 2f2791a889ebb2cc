import type { Fulfilment } from '../orders/fulfilment.ts';
import { type Bins, zoneOf } from './bin.ts';
import type { WaveBy } from './gathering.ts';

/** The zone of fulfilments that are picked in more than one. */
const MIXED = 'mixed';
/** The group of fulfilments whose buyer wished for no carrier; which one it will be is decided when they are packed. */
const ANY_CARRIER = 'any';

/**
 * The group a fulfilment belongs to: its only SKU, the carrier that was wished for, the only zone its goods lie in.
 * Undefined where it belongs to none: one of several SKUs is in no single-SKU wave.
 */
export const groupOf = (
  by: WaveBy,
  { lines, carrierWish }: Pick<Fulfilment, 'lines' | 'carrierWish'>,
  bins: Bins,
): string | undefined => {
  if (by === 'carrier') return carrierWish ?? ANY_CARRIER;
  if (by === 'single_sku') return only(lines.map(({ sku }) => sku));
  return only(lines.map(({ sku }) => zoneOf(bins.get(sku)))) ?? MIXED;
};

const only = (values: readonly string[]): string | undefined => {
  const [first, ...rest] = new Set(values);
  return rest.length === 0 ? first : undefined;
};
