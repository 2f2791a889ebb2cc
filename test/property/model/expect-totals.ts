import { POLICIES } from '../system/policies.ts';
import type { World } from '../system/world.ts';

type Money = { amount: number };
type Shown = {
  id: string;
  channel: string;
  shippingAddress: { country: string };
  lines: readonly {
    sku: string;
    quantity: number;
    substitutedFor?: string;
    gift?: unknown;
    total: Money;
    tax: Money;
  }[];
  totals: Record<'goods' | 'discount' | 'shipping' | 'tax' | 'grand' | 'paid' | 'refunded' | 'due', Money>;
};

const { pricing: NET } = POLICIES.net;

/** A share in thousandths, rounded half up; whole numbers only. */
const thousandths = (amount: number, rate: number): number => Math.floor((amount * rate + 500) / 1000);

/** What these lines cost in this shop, worked out by the model's own arithmetic, in minor units. */
const priceOf = (world: World, { lines, shippingAddress: { country } }: Shown) => {
  const net = world.setup.shop === 'net';
  const rate = net ? Math.round((NET.taxRates[country as 'GB'] ?? 0) * 1000) : 0;
  const catalogue = (sku: string): number => world.skus.find((each) => each.sku === sku)?.price ?? 0;
  // What is sent instead never costs more than what was wished for; what is given costs nothing.
  const amounts = lines.map(({ sku, quantity, substitutedFor = sku, gift }) =>
    gift ? 0 : quantity * Math.min(catalogue(sku), catalogue(substitutedFor)),
  );
  const goods = amounts.reduce((sum, each) => sum + each, 0);
  const shipping = net && goods < NET.freeShippingFrom.CNY ? NET.shippingFee.CNY : 0;
  const tax = [...amounts, shipping].reduce((sum, each) => sum + thousandths(each, rate), 0);
  return { goods, discount: 0, shipping, tax, grand: goods + shipping + tax };
};

/** Holds an order's totals, as an answer shows them, against what its lines cost: to the cent. */
export const expectTotals = (world: World, shown: Shown): void => {
  const { totals } = shown;
  const { paid, refunded, due, grand } = totals;
  // A channel's own amounts stay as they are.
  const wrong =
    world.told.regrouped.has(shown.id) || shown.channel === 'generic'
      ? []
      : Object.entries(priceOf(world, shown)).flatMap(([name, must]) => {
          const is = totals[name as keyof typeof totals].amount;
          return is === must ? [] : [`${name} is ${is}, it must be ${must}`];
        });
  if (due.amount !== grand.amount - paid.amount + refunded.amount) wrong.push(`due is ${due.amount}`);
  if (wrong.length > 0) world.faults.push(`${shown.id}: ${wrong.join(', ')}`);
};
