import { ulid } from 'ulid';
import type { Product } from '../../shared/catalog/product.ts';
import { channelEventSchema, wholeOrderOf } from '../../shared/channels/channel-event-schema.ts';
import { toCommand } from '../../shared/channels/to-command.ts';
import { NO_PURCHASES, type Purchase, type Sale } from '../../shared/habits/habits.ts';
import { observationKey, observed, type Sample } from '../../shared/habits/sample.ts';
import { money } from '../../shared/kernel/money.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { findAnomalies } from '../../shared/orders/anomalies/detect-anomalies.ts';
import { suspectsAmong } from '../../shared/orders/anomalies/duplicate-anomalies.ts';
import { type AlikeOrder, fingerprintOf } from '../../shared/orders/anomalies/fingerprint.ts';
import { priceItems } from '../../shared/orders/price-items.ts';
import type { PricedItem } from '../../shared/orders/price-order.ts';
import { defaultPolicy } from '../../shared/policies/policy.ts';
import { isCancellation } from '../demo/match-cancellation.ts';
import { planCatalogue } from '../demo/plan-catalogue.ts';
import { readInvoices } from '../demo/read-invoices.ts';
import { createdEvent } from '../demo/to-channel-event.ts';

/** An order that is held, and why. */
export type HeldOrder = { number: string; at: string; customer: string; kinds: string[]; reason: string };

export type Judgement = {
  orders: number;
  /** Refused at the door: not an order at all, or goods that no catalogue knows. */
  refused: number;
  held: number;
  byKind: Record<string, number>;
  list: HeldOrder[];
};

/**
 * Runs the invoices of a file through the same detectors as the intake, in their order of time, with the demo's
 * catalogue (the usual price of each product, of this file or a longer one) and the default policy. Nothing is stored.
 */
export const judgeSample = (file: string, priceFile = file): Judgement => {
  const { invoices } = readInvoices(file);
  const products = new Map(
    planCatalogue(readInvoices(priceFile).invoices).map(({ sku, name, price }) => [
      sku,
      productOf(sku, name, price),
    ]),
  );
  const policy = defaultPolicy();
  const memory = createMemory();
  const earlier = new Map<string, AlikeOrder[]>();
  const list: HeldOrder[] = [];
  let orders = 0;
  let refused = 0;
  for (const invoice of invoices.filter((each) => !isCancellation(each))) {
    const event = channelEventSchema.safeParse(createdEvent(invoice, true));
    const whole = event.success ? wholeOrderOf(event.data.order) : undefined;
    const command = whole && toCommand(whole, { channel: 'generic', shopId: 'sample' }, { at: invoice.at });
    const priced = command && priceItems(command.lines, (sku) => products.get(sku));
    if (!priced || isProblem(priced)) {
      refused += 1;
      continue;
    }
    orders += 1;
    const id = invoice.customerId ?? `guest-${invoice.number}`;
    const print = fingerprintOf(command);
    const alike = earlier.get(print.goodsAndTown) ?? [];
    const placing = { ...print, customerId: id, channel: command.channel, at: invoice.at };
    memory.wakeUp(invoice.at);
    const found = findAnomalies(command, priced.items, {
      at: invoice.at,
      policy,
      customer: { id, creditRating: 'B' },
      products: [],
      pricesFromBuyer: false,
      suspects: suspectsAmong(placing, alike, policy.anomalies),
      habits: {
        salesOf: (sku) => ({ sales: memory.sales.get(sku) ?? {} }),
        customer: { purchases: memory.purchases.get(id) ?? NO_PURCHASES.purchases },
      },
    });
    const doubted = found.some(({ kind }) => kind === 'price' || kind === 'quantity' || kind === 'duplicate');
    memory.learn({ at: invoice.at, customerId: id, items: priced.items }, doubted);
    const self = { ...placing, orderId: invoice.number, number: invoice.number, placedAt: invoice.at };
    earlier.set(print.goodsAndTown, [...alike, self]);
    if (found.length > 0)
      list.push({
        number: invoice.number,
        at: invoice.at,
        customer: id,
        kinds: [...new Set(found.map(({ kind }) => kind))],
        reason: found.map(({ kind, reason }) => `${kind}: ${reason}`).join('; '),
      });
  }
  const kinds = list.flatMap((each) => each.kinds);
  const byKind = Object.fromEntries(
    [...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]),
  );
  return { orders, refused, held: list.length, byKind, list };
};

const productOf = (sku: string, name: string, price: number): Product => ({
  sku,
  version: 1,
  name,
  price: money(price, 'GBP'),
  weightGrams: 0,
  traits: [],
  substitutes: [],
  safetyStock: 0,
  stockShards: 1,
  active: true,
});

/** An order, as far as habits are learned from it. */
type Lesson = { at: string; customerId: string; items: readonly PricedItem[] };

/** Until when a hold is answered, by the default policy. Every invoice of the data was sent, so that all are released. */
const ANSWERED_AFTER_MS = 4 * 3_600_000;

/** What the system would have learned until a moment: what was not held at once, the rest when it was released. */
const createMemory = () => {
  const sales = new Map<string, Sample<Sale>>();
  const purchases = new Map<string, Sample<Purchase>>();
  let asleep: Lesson[] = [];
  const note = ({ at, customerId, items }: Lesson): void => {
    const key = observationKey(`ord_${ulid(Date.parse(at))}`);
    const bySku = Map.groupBy(items, ({ sku }) => sku);
    const units = [...bySku.values()].map((all) => all.reduce((sum, { quantity }) => sum + quantity, 0));
    for (const [index, [sku, [item]]] of [...bySku].entries())
      if (item) {
        const sale: Sale = [units[index] ?? 0, item.unitPrice.amount, item.unitPrice.currency];
        sales.set(sku, observed(sales.get(sku) ?? {}, key, sale));
      }
    const purchase: Purchase = [units.reduce((sum, each) => sum + each, 0), Math.max(...units)];
    purchases.set(customerId, observed(purchases.get(customerId) ?? {}, key, purchase));
  };
  return {
    sales,
    purchases,
    learn: (lesson: Lesson, doubted: boolean): void => {
      if (doubted) asleep.push(lesson);
      else note(lesson);
    },
    wakeUp: (now: string): void => {
      const isAnswered = ({ at }: Lesson) => Date.parse(at) + ANSWERED_AFTER_MS <= Date.parse(now);
      for (const lesson of asleep.filter(isAnswered)) note(lesson);
      asleep = asleep.filter((lesson) => !isAnswered(lesson));
    },
  };
};
