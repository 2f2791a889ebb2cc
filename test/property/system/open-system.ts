import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { wholeItem } from '../../../shared/runtime/packed.ts';
import { openTable, type Table } from '../../../shared/runtime/table.ts';
import { unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { mockService } from '../../harness/mock-service.ts';
import { useSecrets } from '../../harness/secrets.ts';
import { nothingTold } from '../model/told.ts';
import { call } from './call.ts';
import { resetClock } from './clock.ts';
import { unlawful } from './lawful-moves.ts';
import { POLICIES } from './policies.ts';
import { announce, sendTo, spotGoods } from './queues.ts';
import { LOCATIONS, stockUp } from './stock-up.ts';
import { type Tamper, tappedTable, type Written } from './tapped-table.ts';
import type { Setup, Sku, World } from './world.ts';

/** Prices that do not divide well, one that makes an order large enough for a director; the last is a bundle's. */
const PRICES = [1990, 333, 640_001];
const BUNDLE_PRICE = 2221;

/** The goods of a sequence: three that are stocked, and a bundle of two of them, which are sold singly as well. */
const goodsOf = (word: string): Sku[] => {
  const [one, two, three] = PRICES.map((price, at) => ({ sku: `SKU-${word}-${at}`, price }));
  if (!one || !two || !three) throw new Error('A sequence has three products.');
  const parts = [
    { sku: one.sku, quantity: 1 },
    { sku: two.sku, quantity: 2 },
  ];
  return [one, two, three, { sku: `SET-${word}`, price: BUNDLE_PRICE, parts }];
};

/** The system in this process, on one table; a sequence of commands at a time. */
export type System = { begin(setup: Setup): Promise<World>; close(): Promise<void> };

/** Sequences that share a table. */
const PER_TABLE = 100;

let current: World | undefined;
let tamper: Tamper = (command) => command;

/** Lets a fault into the store, for controls. */
export const tamperWith = (fault: Tamper): void => {
  tamper = fault;
};

const committed = (written: readonly Written[]): void => {
  const world = current;
  if (!world) return;
  world.written.push(...written);
  for (const { key, item: kept, removed } of written) {
    const item = kept && wholeItem(kept);
    const name = `${key.pk}\n${key.sk}`;
    world.touched.add(key.pk);
    const before = world.items.get(name);
    if (removed) world.items.delete(name);
    if (!item) continue;
    if (before && !world.parallel) world.faults.push(...unlawful(before, item));
    world.items.set(name, item);
    if (!before || item.kind === 'NEW') announce(world, item);
  }
  spotGoods(
    world,
    written.map(({ key }) => key),
  );
};

/** The services beside the table: secrets, mail, and the queue that sweeps send to. */
const mockServices = (): void => {
  Object.assign(process.env, {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    DUE_WORK_QUEUE_URL: 'https://queue.example/due-work',
    BACKORDERS_QUEUE_URL: 'https://queue.example/backorders',
    MAIL_FROM: 'shop@example.com',
  });
  useSecrets({ WEBHOOK_SECRETS_ID: JSON.stringify({ default: 'local-secret' }) });
  mockService(SESv2Client).on(SendEmailCommand).resolves({ MessageId: 'mail' });
  mockService(SQSClient)
    .on(SendMessageBatchCommand)
    .callsFake(
      ({ QueueUrl = '', Entries = [] }: { QueueUrl?: string; Entries?: { MessageBody?: string }[] }) => {
        for (const { MessageBody = '' } of Entries) if (current) sendTo(current, QueueUrl, MessageBody);
        return {};
      },
    );
};

/** Leads this process's handlers to a table, and listens to what they write. */
const leadTo = async (test: TestTable): Promise<void> => {
  await useTestTable(test);
  const opened = openTable();
  opened.client = tappedTable(
    { ...opened },
    committed,
    () => current !== undefined,
    (command) => tamper(command),
  ).client;
};

const aWorld = (table: Table, setup: Setup): World => {
  const word = unique();
  return {
    table,
    setup,
    word,
    skus: goodsOf(word),
    buyer: { name: 'Ada Lovelace', email: `ada-${word}@example.com` },
    items: new Map(),
    touched: new Set(),
    written: [],
    waiting: [],
    delivered: [],
    told: nothingTold(),
    faults: [],
    parallel: false,
    calls: 0,
  };
};

const must = (world: World): void => {
  if (world.faults.length > 0) throw new Error(world.faults.join('\n'));
};

const openPlace = (nobody: World, id: string) => {
  const address = { country: 'GB', city: 'London', line1: '1 Dock Road' };
  return call(nobody, 'locations/put-location', {
    params: { id },
    body: { name: id, kind: 'warehouse', address },
  });
};

/** A table of its own, with the places and policies that all sequences share. */
const openFurnished = async (): Promise<TestTable> => {
  const test = await openTestTable();
  await leadTo(test);
  const nobody = aWorld(test.table, { shop: 'plain', terms: 'prepaid', projected: false });
  for (const id of LOCATIONS) await openPlace(nobody, id);
  for (const [name, body] of Object.entries(POLICIES))
    await call(nobody, 'policies/put-policy', { params: { name }, body });
  must(nobody);
  return test;
};

/** Opens the system; after so many sequences it goes on with a new table, because sweeps look at all that is due in one. */
export const openSystem = async (): Promise<System> => {
  mockServices();
  let test = await openFurnished();
  let begun = 0;
  const close = (): Promise<void> => {
    current = undefined;
    return test.close();
  };
  return {
    begin: async (setup) => {
      begun += 1;
      if (begun % PER_TABLE === 0) {
        await close();
        test = await openFurnished();
      }
      resetClock();
      const world = aWorld(test.table, setup);
      current = world;
      await stockUp(world);
      must(world);
      return world;
    },
    close,
  };
};
