import { bundlesWith } from '../../catalog/effects/bundle-store.ts';
import type { Table } from '../../runtime/table.ts';
import { MAX_ITEMS } from '../push-message.ts';
import { sendChannelStock } from './channel-stock-queue.ts';

/**
 * SKUs that changed, and the bundles that contain them: what can be sold of those changed with their parts. What is more
 * than one push holds is sent on as work of its own; no bundle contains a bundle, so that ends there.
 */
export const withBundles = async (table: Table, skus: readonly string[], at: string): Promise<string[]> => {
  const all = [...new Set([...skus, ...(await bundlesWith(table, skus))])];
  const rest = all.slice(Math.max(MAX_ITEMS, skus.length));
  const parts = Array.from({ length: Math.ceil(rest.length / MAX_ITEMS) }, (_, part) =>
    rest.slice(part * MAX_ITEMS, (part + 1) * MAX_ITEMS),
  );
  await sendChannelStock(parts.map((part) => ({ kind: 'changed', skus: part, at })));
  return all.slice(0, all.length - rest.length);
};
