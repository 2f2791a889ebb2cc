import fc from 'fast-check';
import { addUnits } from '../model/told.ts';
import { call } from '../system/call.ts';
import { LOCATIONS } from '../system/stock-up.ts';
import { pick } from '../system/world.ts';
import { command, twice } from './command.ts';

/** Goods come in. */
export const receipt = command(
  'receipt',
  1,
  fc.record({ sku: fc.nat(2), location: fc.nat(1), quantity: fc.integer({ min: 1, max: 5 }), twice }),
  async (world, { sku: nth, location, quantity, twice }) => {
    const sku = pick(world.skus, nth)?.sku ?? '';
    const locationId = LOCATIONS[location] ?? 'main';
    const body = { locationId, lines: [{ sku, quantity }] };
    const { status } = await call(world, 'inventory/receive-stock', { body, twice });
    if (status === 201) addUnits(world.told, sku, locationId, quantity);
  },
);

/** A count was wrong; what is promised cannot be corrected away. */
export const adjust = command(
  'adjust',
  2,
  fc.record({ sku: fc.nat(2), location: fc.nat(1), delta: fc.integer({ min: -8, max: 3 }), twice }),
  async (world, { sku: nth, location, delta, twice }) => {
    const sku = pick(world.skus, nth)?.sku ?? '';
    const locationId = LOCATIONS[location] ?? 'main';
    const body = { locationId, sku, delta, reason: 'counted again' };
    const { status } = await call(world, 'inventory/adjust-stock', { body, twice });
    if (status === 201) addUnits(world.told, sku, locationId, delta);
  },
);

/** The catalogue changes: more is kept back, stock is spread over other rows, a bundle is made of something else, or the product is not sold for a while. */
export const product = command(
  'product',
  1,
  fc.record({
    sku: fc.nat(3),
    safetyStock: fc.nat(3),
    stockShards: fc.integer({ min: 1, max: 3 }),
    active: fc.constantFrom(true, true, true, false),
  }),
  async (world, { sku: nth, safetyStock, stockShards, active }) => {
    const known = pick(world.skus, nth);
    if (!known) return;
    const { sku, price, parts } = known;
    const [one, two] = world.skus;
    const remade = [
      { sku: one?.sku ?? '', quantity: stockShards },
      { sku: two?.sku ?? '', quantity: 1 },
    ].slice(0, 1 + (safetyStock % 2));
    const body = {
      name: 'Lantern',
      price: { amount: price, currency: 'CNY' },
      weightGrams: 300,
      active,
      ...(parts
        ? { components: remade }
        : { safetyStock, stockShards, ...(nth > 0 ? { backorderLimit: 2 * safetyStock } : {}) }),
    };
    const { status } = await call(world, 'catalog/put-product', { params: { sku }, body });
    if (status === 200 && parts) world.skus[nth] = { ...known, parts: remade };
  },
);
