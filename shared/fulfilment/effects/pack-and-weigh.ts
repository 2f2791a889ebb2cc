import { loadProducts } from '../../carriers/effects/load-shipping-facts.ts';
import { isProblem } from '../../kernel/problem.ts';
import type { DecideLater } from '../../orders/effects/change-order.ts';
import type { Box } from '../../orders/fulfilment.ts';
import type { Table } from '../../runtime/table.ts';
import { oddWeights, weightConfirmed, weightDiffers } from '../check-weight.ts';
import { fulfilmentOf } from '../fulfilment-steps.ts';
import { packFulfilment } from '../pack-fulfilment.ts';

/** What was packed, and whether somebody looked into parcels of an odd weight. */
export type Packing = { parcels?: readonly Box[] | undefined; confirmWeight?: boolean | undefined };

/**
 * Notes what was packed. Where weights were said, they are held against those of the goods: a parcel that cannot be
 * right is refused with the figures, until somebody says that it is. Products are read only where there are weights.
 */
export const packAndWeigh =
  (table: Table, id: string, { parcels, confirmWeight }: Packing): DecideLater =>
  async (order, context) => {
    const packed = packFulfilment(order, id, context, parcels);
    if (packed === 'nothing' || isProblem(packed)) return packed;
    const fulfilment = fulfilmentOf(order, id);
    if (isProblem(fulfilment) || !parcels?.some(({ weightGrams }) => weightGrams !== undefined))
      return packed;
    const products = await loadProducts(table, fulfilment);
    const gramsOf = (sku: string) => products.get(sku)?.weightGrams;
    const odd = oddWeights(fulfilment, parcels, gramsOf, context.policy);
    if (odd.length === 0) return packed;
    if (!confirmWeight) return weightDiffers(odd);
    return { ...packed, events: [...packed.events, weightConfirmed(id, odd, context)] };
  };
