import type { LocalFunction } from '../../infra/local/model.ts';
import type { Effort as Placing } from './place-orders.ts';

/** How much is measured. */
export type Effort = {
  products: number;
  openOrders: readonly number[];
  ordersAlone: number;
  placing: readonly Placing[];
  importTurns: number;
  handlers(functions: readonly LocalFunction[]): readonly LocalFunction[];
};

/** Four minutes on two free cores. */
export const FULL: Effort = {
  products: 1000,
  openOrders: [1000, 20_000],
  ordersAlone: 40,
  placing: [
    ...[1, 8, 32].map((connections) => ({ lines: 3, connections, orders: 150, deadlineMs: 20_000 })),
    ...[1, 8].map((connections) => ({ lines: 200, connections, orders: 16, deadlineMs: 20_000 })),
    { lines: 1000, connections: 1, orders: 2, deadlineMs: 30_000 },
  ],
  importTurns: 3,
  handlers: (functions) => functions,
};

/** One minute, without the order of 1,000 lines: enough to see that something broke, too little to compare with. */
export const QUICK: Effort = {
  products: 200,
  openOrders: [100, 1500],
  ordersAlone: 10,
  placing: [
    ...[1, 8, 32].map((connections) => ({ lines: 3, connections, orders: 30, deadlineMs: 4_000 })),
    { lines: 200, connections: 1, orders: 2, deadlineMs: 4_000 },
  ],
  importTurns: 3,
  handlers: (functions) =>
    functions.filter(({ name }) => /place-order|get-order$|publish-events|notify-customer/.test(name)),
};
