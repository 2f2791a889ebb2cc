import { ulid } from 'ulid';
import type { Deps } from '../../runtime/deps.ts';
import { readSecret } from '../../runtime/secrets.ts';
import type { Table } from '../../runtime/table.ts';
import { TooBusyError } from '../../runtime/transact.ts';
import { secretOf } from '../../webhooks/sender-secret.ts';
import { receiverOf, type StockFeed } from '../feed.ts';
import { MAX_ITEMS, signedPush } from '../push-message.ts';
import { nextTold, type Told } from '../told.ts';
import { callShop } from './call-shop.ts';
import { loadOffers } from './load-offers.ts';
import { claimTold, loadTold, toldArrived } from './told-store.ts';

/** Attempts to take a sequence against others; then the queue brings the work again. */
const ATTEMPTS = 6;

/** The shop could not be told; what was claimed for it is pushed again, or something newer. */
export class ShopError extends Error {
  override name = 'ShopError';
}

/**
 * Tells a shop what it does not have yet of these SKUs; answers how many numbers it was told. Safe to be done by several
 * at the same time, twice and late: a number is worked out after reading which sequence it follows, and takes the next
 * one only if nobody has meanwhile, so a higher sequence never carries an older number.
 *
 * @throws ShopError when the shop cannot be told.
 */
export const pushStock = async (
  { table, now, random }: Deps,
  feed: StockFeed,
  skus: readonly string[],
  again = false,
): Promise<number> => {
  const toPush = await claimAll(table, feed, skus, { now, again });
  for (let at = 0; at < toPush.length; at += MAX_ITEMS) {
    const part = toPush.slice(at, at + MAX_ITEMS);
    await deliver(feed, part, { id: `psh_${ulid(now().getTime(), random)}`, now: now() });
    await Promise.all(part.map((told) => toldArrived(table, feed, told)));
  }
  return toPush.length;
};

const claimAll = async (
  table: Table,
  feed: StockFeed,
  skus: readonly string[],
  { now, again }: { now: () => Date; again: boolean },
): Promise<Told[]> => {
  const toPush: Told[] = [];
  let left = skus;
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === ATTEMPTS) throw new TooBusyError('Others tell the same shop of the same goods.');
    // First what the shop was told, then the stock: whoever sees a sequence also sees the stock that it was made of.
    const known = await loadTold(table, feed, left);
    const offers = await loadOffers(table, feed, left);
    const outcomes = await Promise.all(
      offers.map(async (offer) => {
        const before = known.get(offer.sku);
        const next = nextTold(offer, before, { now: now(), again });
        if (next === 'nothing') return undefined;
        if (next.isNew && !(await claimTold(table, feed, next.told, before))) return offer.sku;
        toPush.push(next.told);
        return undefined;
      }),
    );
    left = outcomes.filter((sku) => sku !== undefined);
  }
  return toPush;
};

const deliver = async (
  feed: StockFeed,
  told: readonly Told[],
  { id, now }: { id: string; now: Date },
): Promise<void> => {
  const secret = secretOf(await readSecret('WEBHOOK_SECRETS_ID', now), receiverOf(feed));
  if (secret === undefined) throw new ShopError(`There is no secret named ${receiverOf(feed)}.`);
  try {
    await callShop(feed.url, signedPush(feed, { id, told, secret, now }));
  } catch (error) {
    throw new ShopError((error as Error).message, { cause: error });
  }
};
