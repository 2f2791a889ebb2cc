import { loadAside } from '../../shared/inventory/effects/aside-store.ts';
import { loadBundleInventory } from '../../shared/inventory/effects/load-bundle-inventory.ts';
import { loadSku } from '../../shared/inventory/effects/load-stock-store.ts';
import { getInventoryOperation } from '../../shared/inventory/inventory-operations.ts';
import { inventoryView } from '../../shared/inventory/inventory-view.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { loadInactiveLocations } from '../../shared/locations/effects/location-store.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getInventoryOperation, async ({ params }, { table }) => {
  const [{ product, stock, queue }, aside, inactive] = await Promise.all([
    loadSku(table, params.sku),
    loadAside(table, params.sku),
    loadInactiveLocations(table),
  ]);
  if (!product) return notFound('product');
  if (product.components)
    return ok(await loadBundleInventory(table, params.sku, product.components, inactive));
  return ok(inventoryView(params.sku, stock, inactive, aside, queue.backordered));
});
