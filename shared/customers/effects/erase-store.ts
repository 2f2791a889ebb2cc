import { GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { secondsAfter } from '../../kernel/clock.ts';
import { shardOf } from '../../kernel/ids.ts';
import { notFound, type Problem, problem, versionConflict } from '../../kernel/problem.ts';
import type { OrderHead } from '../../orders/order.ts';
import { INDEX_SHARDS } from '../../orders/order-keys.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Table } from '../../runtime/table.ts';
import { transact } from '../../runtime/transact.ts';
import { type Customer, type Erasure, idsOf } from '../customer.ts';
import { CUSTOMER_TIMELINE, customerDuePk, customerPk, erasureKey } from '../customer-keys.ts';
import { erasedCustomer } from '../erase-customer.ts';
import { readOrders } from './customer-orders-store.ts';
import { claimWrites, customerWrite } from './customer-store.ts';
import { customerEventWrite } from './customer-timeline-store.ts';
import { eraseOrder } from './erase-order.ts';
import { followMerges } from './family-store.ts';
import { findCustomer } from './profile-store.ts';

const ATTEMPTS = 6;
const PAGE = 25;
/** Open orders that a refusal names. */
const NAMED = 20;
/** After so long, an erasure that began and has not ended is taken up by the sweep. */
const RESUMED_AFTER_SECONDS = 300;

/**
 * Begins to erase a person: their profile and the contacts they are found by go at once, in one transaction that also says
 * what is left to do. Refused while an order is open, whose goods and money still need an address. Who was erased gets
 * the same answer again.
 */
export const beginErasure = async (
  deps: Deps,
  id: string,
  { actor, reason }: { actor: string; reason: string },
): Promise<{ customer: Customer; erasure: Erasure } | Problem> => {
  const { table, now, random } = deps;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const person = await followMerges(table, id);
    if (!person) return notFound('customer');
    if (person.erasure) return { customer: person, erasure: person.erasure };
    const open = await openOrders(table, idsOf(person));
    if (open.length > 0) return stillOpen(open);
    const at = now();
    const erasure: Erasure = { requestedAt: at.toISOString(), requestedBy: actor, reason };
    const customer = erasedCustomer(person, erasure);
    const dueAt = secondsAfter(at, RESUMED_AFTER_SECONDS);
    const outcome = await transact(
      table,
      [
        customerWrite(customer),
        ...claimWrites(person, customer),
        {
          label: 'erasure',
          put: {
            Item: {
              ...erasureKey(person.id),
              duePk: customerDuePk('erasure', shardOf(person.id, INDEX_SHARDS)),
              dueSk: `${dueAt}#${person.id}`,
            },
          },
        },
        customerEventWrite(
          person.id,
          { type: 'erasure_requested', at: erasure.requestedAt, actor, reason },
          random,
        ),
      ],
      random,
    );
    if (outcome.committed) return { customer, erasure };
  }
  return versionConflict('customer');
};

const openOrders = async (table: Table, ids: readonly string[]): Promise<OrderHead[]> => {
  const open: OrderHead[] = [];
  for await (const heads of ordersOf(table, ids)) {
    open.push(...heads.filter(({ status }) => status === 'open'));
    if (open.length >= NAMED) break;
  }
  return open.slice(0, NAMED);
};

async function* ordersOf(
  table: Table,
  ids: readonly string[],
  from?: string,
): AsyncGenerator<OrderHead[], void> {
  let after = from;
  do {
    const page = await readOrders(table, ids, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield page.heads;
    after = page.position;
  } while (after !== undefined);
}

const stillOpen = (open: readonly OrderHead[]): Problem =>
  problem(409, 'orders_open', 'There are open orders', {
    detail: 'A person is erased when their orders are completed or cancelled.',
    extra: { orders: open.map(({ id, number, stage }) => ({ id, number, stage })) },
  });

/**
 * Goes on with an erasure until its end, or until `mayGoOn` says no; the sweep then takes it up. Every step leaves a trace
 * of itself (what is erased is not erased again), so that it may break off anywhere and be done by two at once.
 */
export const continueErasure = async (
  deps: Deps,
  id: string,
  mayGoOn: () => boolean = () => true,
): Promise<void> => {
  const { table, now, random } = deps;
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: erasureKey(id), ConsistentRead: true }),
  );
  const person = await findCustomer(table, id);
  if (!Item || !person?.erasure) return;
  const ids = idsOf(person);
  for (const member of ids.slice(1)) await eraseMember(deps, member, person.erasure);
  for (const each of ids) await eraseNotes(table, each);
  for await (const heads of ordersOf(table, ids)) {
    for (const head of heads) {
      if (!mayGoOn()) return;
      await eraseOrder(deps, head.id);
    }
  }
  const at = now().toISOString();
  await transact(
    table,
    [
      customerWrite({ ...person, version: person.version + 1, erasure: { ...person.erasure, doneAt: at } }),
      { label: 'erasure', remove: { Key: erasureKey(id) } },
      customerEventWrite(id, { type: 'erased', at, actor: 'system:erasure' }, random),
    ],
    random,
  );
};

const eraseMember = async ({ table, random }: Deps, id: string, erasure: Erasure): Promise<void> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const member = await findCustomer(table, id);
    if (!member || member.erasure) return;
    const next = erasedCustomer(member, erasure);
    if ((await transact(table, [customerWrite(next), ...claimWrites(member, next)], random)).committed)
      return;
  }
  throw new Error(`${id} is changed again and again.`);
};

/** Takes people's words off a customer's timeline; that something was said, by whom and when, stays. */
const eraseNotes = async (table: Table, id: string): Promise<void> => {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :timeline)',
      ExpressionAttributeValues: { ':pk': customerPk(id), ':timeline': CUSTOMER_TIMELINE },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages)
    for (const { pk, sk, type, reason, data } of Items) {
      const words = type === 'note_added' ? data?.text : reason;
      if (words === undefined || type === 'erasure_requested') continue;
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk, sk },
          UpdateExpression: type === 'note_added' ? 'REMOVE reason, #data' : 'REMOVE reason',
          ...(type === 'note_added' ? { ExpressionAttributeNames: { '#data': 'data' } } : {}),
        }),
      );
    }
};

/** Erases an order that ended after its customer was erased: it was on its way in at that moment. */
export const eraseEndedOrder = async (deps: Deps, head: OrderHead): Promise<void> => {
  if (head.status === 'open') return;
  const customer = await followMerges(deps.table, head.customerId);
  if (customer?.erasure) await eraseOrder(deps, head.id);
};
