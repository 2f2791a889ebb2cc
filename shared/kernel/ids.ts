import { ulid } from 'ulid';

/** What an identifier names; the prefix people see. */
export type IdPrefix =
  | 'ord'
  | 'lin'
  | 'cus'
  | 'hld'
  | 'evt'
  | 'mov'
  | 'dlv'
  | 'rcp'
  | 'note'
  | 'arr'
  | 'trf'
  | 'cnt'
  | 'imp'
  | 'wav'
  | 'man';

/** Where randomness comes from: 0 ≤ n < 1. A parameter, so that decisions and tests can fix it. */
export type Random = () => number;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A prefixed, time-sortable, unguessable identifier: `ord_01J…`. */
export const newId = (prefix: IdPrefix, at: Date, random: Random): string =>
  `${prefix}_${ulid(at.getTime(), random)}`;

/** The number people read and spell: `yyMMdd-` and six characters of Crockford base 32, by the UTC day. */
export const newOrderNumber = (at: Date, random: Random): string => {
  const day = at.toISOString().slice(2, 10).replaceAll('-', '');
  const tail = Array.from({ length: 6 }, () => CROCKFORD[Math.floor(random() * 32)]).join('');
  return `${day}-${tail}`;
};

/** A part of an order. */
export type PartPrefix = 'ful' | 'pay' | 'ref' | 'par' | 'prd';

/**
 * Parts of an order carry its ULID in their own id (`ful_<ulid>_1`, `pay_<ulid>_2`), so that a part is found by its
 * id alone, without an index. The number counts the order's parts of that kind.
 */
export const partId = (prefix: PartPrefix, orderId: string, ordinal: number): string =>
  `${prefix}_${orderId.slice('ord_'.length)}_${ordinal}`;

/** The order a part belongs to; undefined when the text is no such id. */
export const orderIdOfPart = (prefix: PartPrefix, id: string): string | undefined => {
  const match = new RegExp(`^${prefix}_([0-9A-HJKMNP-TV-Z]{26})_[1-9][0-9]{0,5}$`).exec(id);
  return match ? `ord_${match[1]}` : undefined;
};

/** Spreads an identifier evenly over `shards` partitions, always the same way (FNV-1a). */
export const shardOf = (id: string, shards: number): number => {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return hash % shards;
};
