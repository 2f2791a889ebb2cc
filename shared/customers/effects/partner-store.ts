import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../../runtime/deps.ts';
import { inTurns } from '../../runtime/in-turns.ts';
import { logger } from '../../runtime/logger.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import { type PairChanges, type Partners, withPairs } from '../bought-together.ts';
import { partnersKey } from '../customer-keys.ts';

type PartnersItem = ItemKey & { sku: string; version: number; partners: Partners };

/** What is bought with each of these products, in one batch; a product that is bought alone is left out. */
export const readPartners = async (table: Table, skus: readonly string[]): Promise<PartnersItem[]> =>
  skus.length === 0 ? [] : ((await readItems(table, skus.map(partnersKey))) as PartnersItem[]);

/** Tries for one product while other orders of it are counted; after that a count is let go. */
const ATTEMPTS = 8;
const LONGEST_DELAY_MS = 200;

/** From so many products on, one batch for all of them is better than a request each. */
const MANY = 20;

/**
 * Counts changed pairs, each product by itself and held to what was read. Not in the transaction of the order that they
 * come from: there they would cost twice, and popular goods would stand in each other's way. Only who committed that order
 * counts them, so that none is counted twice; should it die in between, a few pairs are missing among very many.
 */
export const countPairs = async (
  { table, random }: Pick<Deps, 'table' | 'random'>,
  changes: PairChanges,
): Promise<void> => {
  // Of a few, each is read once for all orders that are counted at the same time.
  const known = changes.size > MANY ? await readPartners(table, [...changes.keys()]) : [];
  await Promise.all(
    [...changes].map(([sku, pairs]) =>
      countTogether(`${table.name} ${sku}`, {
        deps: { table, random },
        sku,
        pairs,
        known: known.find((item) => item.sku === sku),
      }),
    ),
  );
};

type Asked = {
  deps: Pick<Deps, 'table' | 'random'>;
  sku: string;
  pairs: ReadonlyMap<string, number>;
  known: PartnersItem | undefined;
};

/** One write for all orders of a product that this instance counts at the same time. */
const countTogether = inTurns<Asked, PartnersItem | undefined>(async (asked, earlier) => {
  const [{ deps, sku, known }] = asked;
  let before = earlier ?? known ?? (await readPartners(deps.table, [sku]))[0];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const next: PartnersItem = {
      ...partnersKey(sku),
      sku,
      version: (before?.version ?? 0) + 1,
      partners: asked.reduce((all, { pairs }) => withPairs(all, pairs), before?.partners ?? {}),
    };
    const outcome = await transact(deps.table, [partnersWrite(next, before)], deps.random);
    if (outcome.committed) return next;
    before = outcome.failed[0]?.item as PartnersItem | undefined;
    await sleep(deps.random() * Math.min(LONGEST_DELAY_MS, 20 * 2 ** attempt));
  }
  logger.warn('Too many orders of a product at once; some are not counted for what is bought together.', {
    sku,
  });
  return undefined;
});

const partnersWrite = (Item: PartnersItem, before: PartnersItem | undefined): Write => ({
  label: 'bought together',
  put: {
    Item,
    ...(before
      ? { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': before.version } }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
});
