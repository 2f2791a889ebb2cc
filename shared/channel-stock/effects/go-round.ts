import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { ALL_PRODUCTS } from '../../catalog/effects/product-store.ts';
import type { Shop } from '../../channels/to-command.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Table } from '../../runtime/table.ts';
import { isDue, type StockFeed } from '../feed.ts';
import { MAX_ITEMS } from '../push-message.ts';
import { sendChannelStock } from './channel-stock-queue.ts';
import { attemptBegins, partDone, pushArrived, roundBegins, roundEnds } from './feed-state-store.ts';
import { findFeed } from './feed-store.ts';
import { pushStock } from './push-stock.ts';
import { mindingFailure } from './shop-failed.ts';

/** Where a round through all products stands: which part comes next, and the SKU it comes after. */
export type Place = { run: string; part: number; after: string };

const firstPlace = ({ now, random }: Deps): Place => ({
  run: ulid(now().getTime(), random),
  part: 0,
  // Sorts before every SKU; a key's condition cannot be empty.
  after: ' ',
});

/** Goes through all products for a shop, whatever was under way before. */
export const beginRound = async (deps: Deps, shop: Shop, all: boolean): Promise<void> => {
  const place = firstPlace(deps);
  await roundBegins(deps.table, shop, place.run, all);
  await goOn(deps, shop, place);
};

/**
 * Tries a failing shop again, by a round: whatever changed meanwhile was not kept for it. A round that somebody began
 * and died over is gone on with.
 */
export const tryAgain = async (deps: Deps, shop: Shop): Promise<void> => {
  const place = firstPlace(deps);
  if (await attemptBegins(deps.table, shop, place.run)) return goOn(deps, shop, place);
  const { run, part } = (await findFeed(deps.table, shop))?.state ?? {};
  if (run !== undefined && part === 0) await goOn(deps, shop, { ...place, run });
};

/**
 * Does one part of a round and sends the next. A message that comes twice finds the part done; one whose round was
 * overtaken by another, or by a failure, does nothing.
 */
export const goOn = async (deps: Deps, shop: Shop, { run, part, after }: Place): Promise<void> => {
  const { table, now } = deps;
  const known = await findFeed(table, shop);
  if (!known?.feed.active) return;
  const { feed, state } = known;
  // The failure that ended this round left it to this message to try again.
  if (isDue(state, now())) return tryAgain(deps, shop);
  if (state.run !== run || (state.part ?? 0) > part) return;
  const skus = await nextSkus(table, feed, after);
  const told = await mindingFailure(deps, known, async () => {
    const pushed = await pushStock(deps, feed, skus, state.all);
    if (pushed > 0) await pushArrived(table, shop, { at: now().toISOString(), lagMs: undefined });
  });
  if (!told) return;
  const last = skus.length === MAX_ITEMS ? skus.at(-1) : undefined;
  if (last === undefined) return roundEnds(table, shop, run);
  const { channel, shopId } = shop;
  await sendChannelStock([{ kind: 'round', channel, shopId, run, part: part + 1, after: last }]);
  await partDone(table, shop, run, part);
};

/** The shop's next SKUs in the order of their names. */
const nextSkus = async (
  table: Table,
  { skus }: Pick<StockFeed, 'skus'>,
  after: string,
): Promise<string[]> => {
  if (skus)
    return [...skus]
      .sort()
      .filter((sku) => sku > after)
      .slice(0, MAX_ITEMS);
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'byKind',
      KeyConditionExpression: 'kindPk = :all AND id > :after',
      ExpressionAttributeValues: { ':all': ALL_PRODUCTS, ':after': after },
      Limit: MAX_ITEMS,
    }),
  );
  return Items.map(({ id }) => String(id));
};
