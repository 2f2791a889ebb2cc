import type { Item } from '../../../scripts/verify/report.ts';
import type { Component } from '../../../shared/catalog/product.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import type { Told } from '../model/told.ts';
import { ordersIn } from './orders-in.ts';
import type { Message } from './queues.ts';
import type { Written } from './tapped-table.ts';

/** A product of a sequence and its price in minor units of CNY; `parts` of a bundle, as it was put last. */
export type Sku = { sku: string; price: number; parts?: readonly Component[] };

/** What a sequence has set for all its orders. */
export type Setup = {
  shop: 'plain' | 'careful' | 'net' | 'moving';
  terms: 'prepaid' | 'cod' | 'credit';
  /** Whether lists and customers' sums are kept up to date; they cost more than what they follow. */
  projected: boolean;
};

/**
 * What one sequence of commands works on: its own goods, buyer and orders in a table that it shares with other sequences,
 * what was committed of it, what waits in the queues, and what the model was told.
 */
export type World = {
  table: Table;
  setup: Setup;
  /** A short word that is part of all its names. */
  word: string;
  skus: Sku[];
  buyer: { name: string; email: string };
  /** Its items as they were last put, by `pk\nsk`; in the order in which they first came. */
  items: Map<string, Item>;
  /** Every partition it has written to. */
  touched: Set<string>;
  /** What was written since the current call began. */
  written: Written[];
  /** Messages that wait, and those that were worked on (a queue may deliver them again). */
  waiting: Message[];
  delivered: Message[];
  told: Told;
  /** What must not be, as it was noticed. */
  faults: string[];
  /** Two commands are at work at once: what a call wrote cannot be told from what the other wrote. */
  parallel: boolean;
  calls: number;
};

/** The sequence's orders as last committed, oldest first. */
export const ordersOf = (world: World): Order[] => ordersIn(world.items.values());

/** The order that a command means by a number; undefined where there is none yet. */
export const orderAt = (world: World, at: number): Order | undefined => {
  const orders = ordersOf(world);
  return orders[at % Math.max(1, orders.length)];
};

/** The one of a list that a command means by a number. */
export const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** An order and one of its parts. */
export type Part<T> = { order: Order; part: T };

/** The part that a command means by a number, among those of all orders; 0 is the newest. */
export const partAt = <T>(
  world: World,
  of: (order: Order) => readonly T[],
  at: number,
): Part<T> | undefined =>
  pick(
    ordersOf(world)
      .flatMap((order) => of(order).map((part) => ({ order, part })))
      .toReversed(),
    at,
  );
