import { chance } from './chance.ts';
import { kindOf } from './line-kinds.ts';
import { isCancellation } from './match-cancellation.ts';
import type { Invoice } from './read-invoices.ts';

/** A product of the demo's shop, and how much of it there is at each location. */
export type PlannedProduct = { sku: string; name: string; price: number; stock: ReadonlyMap<string, number> };

export const LOCATIONS = [
  { id: 'nottingham', name: 'Nottingham warehouse', kind: 'warehouse' },
  { id: 'bristol', name: 'Bristol warehouse', kind: 'warehouse' },
  { id: 'york', name: 'York store', kind: 'store' },
] as const;

/** The share of products of which there is only half of what will be asked for. */
const SHORT = 0.005;
/** The share of products that do not lie at the first location. */
const ELSEWHERE = 0.02;
const SKU = /^[\p{L}\p{N}][\p{L}\p{N} ._/+-]{0,63}$/u;

/**
 * What the shop sells, worked out from what was asked for: the usual price (the median of those above zero), the name
 * written most often, and stock for all of the demand but of a few products, which will run out.
 */
export const planCatalogue = (invoices: readonly Invoice[]): PlannedProduct[] => {
  const goods = invoices
    .filter((invoice) => !isCancellation(invoice))
    .flatMap(({ lines }) => lines)
    .filter((line) => kindOf(line) === 'goods' && SKU.test(line.sku));
  return [...Map.groupBy(goods, ({ sku }) => sku)].map(([sku, lines]) => {
    const prices = lines.map(({ price }) => price).filter((price) => price > 0);
    const demand = lines.reduce((sum, { quantity }) => sum + Math.max(0, quantity), 0);
    return {
      sku,
      name: mostUsual(lines.map(({ name }) => name).filter((name) => name !== '')) ?? `Article ${sku}`,
      price: median(prices) ?? 100,
      stock: stockOf(sku, chance(sku, 'short') < SHORT ? Math.floor(demand / 2) : demand + 10),
    };
  });
};

/** Most lies at one place; a few products lie elsewhere, so that some orders leave from two or three. */
const stockOf = (sku: string, units: number): Map<string, number> => {
  const [first, second, third] = LOCATIONS.map(({ id }) => id) as [string, string, string];
  if (units === 0) return new Map();
  if (chance(sku, 'elsewhere') >= ELSEWHERE) return new Map([[first, units]]);
  const half = Math.ceil(units / 2);
  return new Map([[second, half], ...(units > half ? [[third, units - half] as const] : [])]);
};

const median = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) / 2)];

const mostUsual = (texts: readonly string[]): string | undefined =>
  [...Map.groupBy(texts, (text) => text)].sort(([, one], [, other]) => other.length - one.length)[0]?.[0];
