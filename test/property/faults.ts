import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Tamper } from './system/tapped-table.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Item = Record<string, unknown>;

const skOf = ({ Put }: TransactItem): string => String(Put?.Item?.sk ?? '');

/** A store that changes some transactions before they are sent. */
const changed =
  (change: (items: readonly TransactItem[]) => readonly TransactItem[]): Tamper =>
  (command) =>
    command instanceof TransactWriteCommand
      ? new TransactWriteCommand({
          ...command.input,
          TransactItems: [...change(command.input.TransactItems ?? [])],
        })
      : command;

const without = (prefix: string): Tamper =>
  changed((items) => items.filter((item) => items.length === 1 || !skOf(item).startsWith(prefix)));

/** Records that lie in the parts of an order. */
const withoutJournals = changed((items) =>
  items.map((item) => {
    if (!item.Put?.Item) return item;
    const { log: _, kind, ...rest } = item.Put.Item;
    return { Put: { ...item.Put, Item: kind === 'NEW' ? rest : item.Put.Item } };
  }),
);

/** An order's head on which money counts double when a payment has succeeded. */
const doubled = (item: TransactItem, amount: number): TransactItem => {
  const head = (item.Put?.Item ?? {}) as Item & { totals: { paid: number } };
  const Item = { ...head, totals: { ...head.totals, paid: head.totals.paid + amount } };
  return { Put: { ...item.Put, Item } } as TransactItem;
};

const amountOf = (items: readonly TransactItem[]): number =>
  items.reduce((sum, item) => {
    const { status, amount } = (item.Put?.Item ?? {}) as { status?: string; amount?: { amount: number } };
    const succeeded = skOf(item).startsWith('PAYMENT#') && status === 'succeeded';
    return succeeded ? sum + (amount?.amount ?? 0) : sum;
  }, 0);

/** Faults as stores have had them. Each must be found, or the sequences prove nothing. */
export const FAULTS: Readonly<Record<string, Tamper>> = {
  'forgets reservations': without('RESERVATION#'),
  'loses events': (command) => withoutJournals(without('TIMELINE#')(command)),
  'counts a payment twice': changed((items) =>
    items.map((item) => (skOf(item) === 'HEAD' ? doubled(item, amountOf(items)) : item)),
  ),
  'frees stock that is not given back': changed((items) =>
    items.filter(({ Delete }) => !String(Delete?.Key?.sk).startsWith('RESERVATION#')),
  ),
};

const looking = ({ Put, ...rest }: TransactItem): TransactItem => {
  if (!Put || !String(Put.Item?.pk).startsWith('ORDER#')) return { Put, ...rest };
  const { ConditionExpression: _, ExpressionAttributeValues: __, ...put } = Put;
  return { Put: put };
};

/** A store that only looks before it leaps: orders are overwritten, whoever changed them in between. */
export const unconditional: Tamper = changed((items) => items.map(looking));
