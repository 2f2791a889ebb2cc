import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Shop } from '../../channels/to-command.ts';
import { type Problem, problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { type FeedState, MAX_FEEDS, NEW_STATE, type StockFeed } from '../feed.ts';
import type { PutStockFeed } from '../stock-feed-schema.ts';

/** All feeds in one partition: every change of stock looks at all of them, in one query. */
export const STOCK_FEEDS = 'STOCK_FEEDS';
const FEED = 'FEED#';
const STATE = 'STATE#';

/** Which feeds are active, in one small item: what every change of stock has to know, and mostly all. */
const ACTIVE = { pk: STOCK_FEEDS, sk: 'ACTIVE' };

export type KnownFeed = { feed: StockFeed; state: FeedState };

const nameOf = ({ channel, shopId }: Shop): string => `${channel}/${shopId}`;
const feedKey = (shop: Shop) => ({ pk: STOCK_FEEDS, sk: `${FEED}${nameOf(shop)}` });

/** The key of how a feed goes. */
export const stateKey = (shop: Shop) => ({ pk: STOCK_FEEDS, sk: `${STATE}${nameOf(shop)}` });

const withoutKeys = ({ pk: _, sk: __, ...rest }: Record<string, unknown>) => rest;

/**
 * Whether any shop is to be told of stock, as some copy of the table knows: half a read unit. A shop that joins is told
 * everything first, so that it misses nothing of the moment before.
 */
export const isAnyFeedActive = async (table: Table): Promise<boolean> => {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: ACTIVE }));
  return Item?.feeds !== undefined;
};

/** All feeds with how they go, as last committed. */
export const loadFeeds = async (table: Table): Promise<KnownFeed[]> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :all',
      ExpressionAttributeValues: { ':all': STOCK_FEEDS },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items);
  const states = new Map(items.map((item) => [String(item.sk), item]));
  return items
    .filter(({ sk }) => String(sk).startsWith(FEED))
    .map((item) => {
      const feed = withoutKeys(item) as StockFeed;
      return { feed, state: asState(states.get(stateKey(feed).sk)) };
    });
};

const asState = (item: Record<string, unknown> | undefined): FeedState =>
  item ? (withoutKeys(item) as FeedState) : NEW_STATE;

const read = async (table: Table, Key: Record<string, string>) =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }))).Item;

/** A shop's feed and how it goes, as last committed. */
export const findFeed = async (table: Table, shop: Shop): Promise<KnownFeed | undefined> => {
  const [feed, state] = await Promise.all([read(table, feedKey(shop)), read(table, stateKey(shop))]);
  return feed && { feed: withoutKeys(feed) as StockFeed, state: asState(state) };
};

/** Creates or replaces a shop's feed; a new one beyond {@link MAX_FEEDS} is refused. */
export const saveFeed = (
  deps: Deps,
  shop: Shop,
  wanted: PutStockFeed,
  ifMatch: number | undefined,
): Promise<{ document: StockFeed; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'stock feed',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const feeds = (await loadFeeds(deps.table)).map(({ feed }) => feed);
      const document = feeds.find((feed) => nameOf(feed) === nameOf(shop));
      return { ...(document ? { document } : {}), context: { others: feeds.length } };
    },
    decide: (before): StockFeed | Problem => ({ ...shop, ...wanted, version: (before?.version ?? 0) + 1 }),
    writes: (next, before, { others }) => (before || others < MAX_FEEDS ? feedWrites(next) : tooMany()),
  });

const feedWrites = (next: StockFeed): Write[] => [
  {
    label: 'stock feed',
    put: {
      Item: { ...feedKey(next), ...next },
      ...(next.version === 1
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :read',
            ExpressionAttributeValues: { ':read': next.version - 1 },
          }),
    },
  },
  {
    label: 'active stock feeds',
    update: {
      Key: ACTIVE,
      UpdateExpression: `${next.active ? 'ADD' : 'DELETE'} feeds :name`,
      ExpressionAttributeValues: { ':name': new Set([nameOf(next)]) },
    },
  },
];

const tooMany = (): Problem =>
  problem(409, 'too_many_stock_feeds', 'There are too many stock feeds', {
    detail: `At most ${MAX_FEEDS} shops are told of stock. Replace one that is not used any more.`,
  });
