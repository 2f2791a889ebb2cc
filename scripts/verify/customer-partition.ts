import { claimsOf } from '../../shared/customers/contacts.ts';
import type { Customer } from '../../shared/customers/customer.ts';
import { BOUGHT, boughtKey, PROFILE, profileKey, STANDING } from '../../shared/customers/customer-keys.ts';
import {
  type Bought,
  boughtBy,
  NO_STANDING,
  type Standing,
  withBought,
} from '../../shared/customers/standing.ts';
import type { Order, OrderHead } from '../../shared/orders/order.ts';
import { HEAD, orderPk } from '../../shared/orders/order-keys.ts';
import { difference, type Finding, type Item, type PartitionReport, type Reference } from './report.ts';

/**
 * Proves a customer's partition: what they bought and owe is the sum over their orders, each as that order stands; their
 * contacts lead to them; merges are known on both sides. Orders are summed, not kept: a dealer has very many.
 */
export const customerPartition = (pk: string) => {
  let profile: Customer | undefined;
  let stored: Standing | undefined;
  let sum: Standing = NO_STANDING;
  let orders = 0;
  const references: Reference[] = [];
  return {
    add: (item: Item): void => {
      if (item.sk === PROFILE) profile = item as unknown as Customer;
      else if (item.sk === STANDING) stored = item as unknown as Standing;
      else if (item.sk.startsWith(BOUGHT)) {
        const bought = item as unknown as Bought;
        orders += 1;
        sum = withLatest(withBought(sum, undefined, bought), bought);
        references.push(orderReference(pk, bought));
      }
    },
    end: (): PartitionReport => ({
      counts: {
        ...(profile ? { customers: 1 } : {}),
        ...(orders > 0 ? { 'orders of customers': orders } : {}),
      },
      findings: [
        ...(profile || orders === 0
          ? []
          : [difference(`${pk} ${PROFILE}`, 'has no profile', 'what deleted it')]),
        ...standingFindings(pk, stored, sum),
      ],
      references: [...references, ...(profile ? profileReferences(pk, profile) : [])],
      held: [],
      rows: [],
    }),
  };
};

const withLatest = (standing: Standing, { counts, placedAt }: Bought): Standing =>
  counts && placedAt > (standing.lastOrderAt ?? '') ? { ...standing, lastOrderAt: placedAt } : standing;

const amounts = (byCurrency: Readonly<Record<string, number>>): string =>
  Object.entries(byCurrency)
    .toSorted()
    .map(([currency, amount]) => `${amount} ${currency}`)
    .join(', ') || 'nothing';

const standingFindings = (pk: string, stored: Standing = NO_STANDING, sum: Standing): Finding[] => {
  const key = `${pk} ${STANDING}`;
  const look = 'follow-order.ts: an order and the sum change in one transaction';
  const said = (what: string, is: unknown, mustBe: unknown): Finding[] =>
    is === mustBe ? [] : [difference(key, `${what} is ${is}, its orders make it ${mustBe}`, look)];
  return [
    ...said('orders', stored.orders, sum.orders),
    ...said('value', amounts(stored.value), amounts(sum.value)),
    ...said('outstanding', amounts(stored.outstanding), amounts(sum.outstanding)),
    ...said('lastOrderAt', stored.lastOrderAt, sum.lastOrderAt),
  ];
};

/** An order's part is brought up to date by a queue: while it differs, there is work left. */
const orderReference = (pk: string, bought: Bought): Reference => ({
  key: { pk: orderPk(bought.orderId), sk: HEAD },
  wrong: (found) => {
    const key = `${pk} ${BOUGHT}${bought.orderId}`;
    const head = found as unknown as OrderHead | undefined;
    if (!head || pk !== profileKey(head.customerId).pk)
      return difference(key, head ? `is ${head.customerId}'s order` : 'leads to no order', 'who wrote it');
    const now = boughtBy(head, []);
    const same = now.counts === bought.counts && now.value === bought.value && now.due === bought.due;
    return same
      ? undefined
      : {
          severity: 'pending',
          key,
          what: `counts ${bought.value} and ${bought.due} due, the order has ${now.value} and ${now.due}`,
          look: 'the queue customer-orders and its dead letters',
        };
  },
});

const profileReferences = (pk: string, profile: Customer): Reference[] => {
  const key = `${pk} ${PROFILE}`;
  const other = (id: string, what: string, fits: (found: Customer) => boolean): Reference => ({
    key: profileKey(id),
    wrong: (found) =>
      found && fits(found as unknown as Customer)
        ? undefined
        : difference(
            key,
            `${what} ${id}, who ${found ? 'does not know it' : 'does not exist'}`,
            'merge-store.ts',
          ),
  });
  return [
    ...claimsOf(profile).map(
      (claim): Reference => ({
        key: claim,
        wrong: (found) =>
          found?.customerId === profile.id
            ? undefined
            : difference(
                key,
                `names a contact that leads to ${found?.customerId ?? 'nobody'}`,
                `${claim.pk} ${claim.sk}`,
              ),
      }),
    ),
    ...(profile.mergedInto === undefined
      ? []
      : [
          other(
            profile.mergedInto,
            'was merged into',
            ({ mergedFrom = [], members = [] }) =>
              mergedFrom.includes(profile.id) && members.includes(profile.id),
          ),
        ]),
    ...(profile.mergedFrom ?? []).map((id) =>
      other(id, 'took up', ({ mergedInto }) => mergedInto === profile.id),
    ),
  ];
};

/** An order that stands must be counted for its customer; a queue does that a moment after it was placed. */
export const countedReferences = ({ head }: Pick<Order, 'head'>): Reference[] =>
  boughtBy(head, []).counts
    ? [
        {
          key: boughtKey(head.customerId, head.id),
          wrong: (found) =>
            found
              ? undefined
              : {
                  severity: 'pending',
                  key: `ORDER#${head.id} ${HEAD}`,
                  what: 'it is not counted for its customer',
                  look: 'the queue customer-orders and its dead letters',
                },
        },
      ]
    : [];
