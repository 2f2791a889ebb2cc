import {
  entryKey,
  holdEntries,
  LISTED,
  lastingNames,
  nameOf,
  orderIdOf,
} from '../../shared/orders/listing/listing-entries.ts';
import type { Order, OrderHead } from '../../shared/orders/order.ts';
import { HEAD, orderPk, UNDER } from '../../shared/orders/order-keys.ts';
import { difference, type Finding, type Item, type PartitionReport, type Reference } from './report.ts';

/** Entries proved at a time: a product that everybody buys has very many. */
const MOST = 1000;

const pending = (key: string, what: string): Finding => ({
  severity: 'pending',
  key,
  what,
  look: 'the queue order-index and its dead letters',
});

const HOLDS = [`${LISTED}HOLD#`, `${LISTED}ASSIGNEE#`, `${LISTED}CONFIRM#`] as const;

/** Proves that an order is listed where it must be: its open holds at once, its contacts and goods when the queue came to it. */
export const listedReferences = (
  order: Order,
  items: readonly Item[],
): { findings: Finding[]; references: Reference[] } => {
  const { id } = order.head;
  const names = (items.find(({ sk }) => sk === UNDER)?.names ?? []) as readonly string[];
  const wanted = lastingNames(order);
  const upToDate = names.length === wanted.length && wanted.every((name) => names.includes(name));
  const entries = [...holdEntries(order.head), ...names.map((name) => entryKey(name, id))];
  return {
    findings: upToDate
      ? []
      : [pending(`${orderPk(id)} ${UNDER}`, 'its contacts or goods are not what it is listed under')],
    references: entries.map((key) => ({
      key,
      wrong: (item) =>
        item
          ? undefined
          : difference(
              `${orderPk(id)} ${HEAD}`,
              `is missing in the list ${key.pk}`,
              'who removed the entry; the list shows too little',
            ),
    })),
  };
};

/** Proves the entries of a list: each stands for an order that belongs there. */
export const listedPartition = () => {
  const references: Reference[] = [];
  return {
    isFull: (): boolean => references.length >= MOST,
    add: ({ pk, sk }: Item): void => {
      const ofHold = HOLDS.some((prefix) => pk.startsWith(prefix));
      const key = { pk: orderPk(orderIdOf(sk)), sk: ofHold ? HEAD : UNDER };
      const stray = `${pk} ${sk}`;
      references.push({
        key,
        wrong: (item) => {
          if (ofHold) return item && isHeld(item, pk, sk) ? undefined : strayFinding(stray);
          // An entry is made before the order remembers it, and removed after.
          return item && namesOf(item).includes(nameOf(pk))
            ? undefined
            : pending(stray, 'the order does not remember that it is listed here');
        },
      });
    },
    end: (): PartitionReport => ({
      counts: { 'list entries': references.length },
      findings: [],
      references,
      held: [],
      rows: [],
    }),
  };
};

const isHeld = (head: Item, pk: string, sk: string): boolean =>
  holdEntries(head as unknown as OrderHead).some((entry) => entry.pk === pk && entry.sk === sk);

const strayFinding = (key: string): Finding =>
  difference(
    key,
    'the order has no such open hold or confirmation',
    'a change of these that bypassed order-writes.ts',
  );

const namesOf = ({ names = [], leaving = [] }: Item): string[] => [
  ...(names as string[]),
  ...(leaving as string[]),
];

/** Proves the merge suggestions: their orders exist, and are not over. */
export const suggestionPartition = () => {
  const references: Reference[] = [];
  let suggestions = 0;
  return {
    add: ({ pk, sk, orderIds }: Item): void => {
      suggestions++;
      for (const id of orderIds as readonly string[])
        references.push({
          key: { pk: orderPk(id), sk: HEAD },
          wrong: (head) => {
            if (!head)
              return difference(`${pk} ${sk}`, `names ${id}, which does not exist`, 'who deleted it');
            return head.status === 'open' ? undefined : pending(`${pk} ${sk}`, `${id} is ${head.status}`);
          },
        });
    },
    end: (): PartitionReport => ({
      counts: suggestions > 0 ? { 'merge suggestions': suggestions } : {},
      findings: [],
      references,
      held: [],
      rows: [],
    }),
  };
};
