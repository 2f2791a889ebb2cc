import { NO_PURCHASES, NO_SALES } from '../../../../shared/habits/habits.ts';
import type { SkuStock } from '../../../../shared/inventory/effects/load-stock-store.ts';
import { systemActor } from '../../../../shared/kernel/actor.ts';
import { money } from '../../../../shared/kernel/money.ts';
import type { AmendContext } from '../../../../shared/orders/amend/amend-order.ts';
import type { Order } from '../../../../shared/orders/order.ts';
import type { Reservation } from '../../../../shared/orders/reservation.ts';
import { stockDifference } from '../../../../shared/orders/stock-difference.ts';
import { defaultPolicy } from '../../../../shared/policies/policy.ts';
import { aProduct, aStockRow } from '../../../builders/a-product.ts';

/** A shop of three products at two locations, kept in memory; it changes only by what commits would write. */
export const aDesk = (onHand = 10) => {
  const skus = ['LANTERN', 'LAMP', 'CANDLE'];
  const prices: Record<string, number> = { LANTERN: 1990, LAMP: 333, CANDLE: 7 };
  const rows = skus.flatMap((sku) =>
    ['main', 'north'].map((locationId) => aStockRow({ sku, locationId, onHand })),
  );
  return {
    skus,
    rows,
    stock: (): ReadonlyMap<string, SkuStock> =>
      new Map(
        skus.map((sku) => [
          sku,
          {
            product: { ...aProduct({ price: money(prices[sku] ?? 0, 'CNY') }), sku, version: 1 },
            stock: rows.filter((row) => row.sku === sku).map((row) => ({ ...row })),
          },
        ]),
      ),
    /** Applies the difference of two plans as the conditional writes would; throws where a condition fails. */
    commit: (before: readonly Reservation[], after: readonly Reservation[]): void => {
      for (const change of stockDifference(before, after, 'test')) {
        const row = rows.find(
          ({ sku, locationId }) => sku === change.sku && locationId === change.locationId,
        );
        if (!row) throw new Error(`no row for ${change.sku}`);
        const plus = change.kind === 'reserve' ? change.quantity : -change.quantity;
        if (row.available < plus || row.reserved < -plus)
          throw new Error(`${change.kind} of ${change.sku} fails`);
        row.reserved += plus;
        row.available -= plus;
      }
    },
  };
};

/** What an amendment by a sales manager is told. */
export const amendContext = (
  stock: ReadonlyMap<string, SkuStock>,
  change: Partial<AmendContext> = {},
): AmendContext => ({
  at: '2024-07-01T01:00:00.000Z',
  actor: 'user:desk',
  policy: defaultPolicy(),
  by: { ...systemActor('user:desk'), roles: ['admin'] },
  random: () => 0.5,
  stock,
  around: { productOf: () => undefined, habits: { salesOf: () => NO_SALES, customer: NO_PURCHASES } },
  ...change,
});

/** The units an order's pages hold, by line. */
export const unitsByLine = ({ reservations }: Pick<Order, 'reservations'>): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { lineId, quantity } of reservations.flatMap(({ units }) => units))
    sums[lineId] = (sums[lineId] ?? 0) + quantity;
  return sums;
};
