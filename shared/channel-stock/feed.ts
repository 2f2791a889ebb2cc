import type { Shop } from '../channels/to-command.ts';

/** The most shops that stock is told to; all of them are looked at with every change. */
export const MAX_FEEDS = 50;

/** What a shop is told of stock, where, and how much of it is kept back. */
export type StockFeed = Shop & {
  version: number;
  /** Where pushes are delivered. */
  url: string;
  /** Units of each SKU that this shop is not offered. */
  buffer: number;
  /** Percent of what is left that this shop is offered. */
  share: number;
  /** The SKUs the shop sells; all when absent. */
  skus?: readonly string[];
  active: boolean;
};

/** How the pushes to a shop go. */
export type FeedState = {
  status: 'ok' | 'catching_up' | 'failing';
  /** Failures since everything was last known to have arrived. */
  failures: number;
  failingSince?: string;
  lastError?: string;
  /** Before this, nobody tries again. */
  retryAt?: string;
  /** When something was last delivered; exact to some seconds. */
  lastPushAt?: string;
  /** How long that took since the table's stream told of the change; a round's pushes do not count. */
  lastLagMs?: number;
  /** The round that goes through all products, and the part of it that comes next. */
  run?: string;
  part?: number;
  /** That round tells also what the shop is known to have. */
  all?: boolean;
};

export const NEW_STATE: FeedState = { status: 'ok', failures: 0 };

/** A queue may deliver a delayed message somewhat early by our clock. */
const EARLY_MS = 500;

/** Whether a failing shop is to be tried again by now. */
export const isDue = ({ status, retryAt }: FeedState, now: Date): boolean =>
  status === 'failing' && (retryAt === undefined || Date.parse(retryAt) - EARLY_MS <= now.getTime());

/** A shop's name as a receiver of stock, and of its secret: another than that of what it sends us. */
export const receiverOf = ({ channel, shopId }: Shop): string => `stock-feeds/${channel}/${shopId}`;

/** Whether a shop is told of a SKU. */
export const isWanted = ({ skus }: Pick<StockFeed, 'skus'>, sku: string): boolean =>
  skus === undefined || skus.includes(sku);

/**
 * What a shop may offer of the units that are available: never more than those, because rounding is downwards and the
 * share at most a hundred percent.
 */
export const offerOf = (available: number, { buffer, share }: Pick<StockFeed, 'buffer' | 'share'>): number =>
  Math.floor((share * Math.max(0, available - buffer)) / 100);
