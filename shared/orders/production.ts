import type { ProductionStatus } from './order-states.ts';

/**
 * Goods that are made, or bought, for one order line. It is asked for when the order is ready, and ends with its units
 * received and reserved for the order; until then the line takes nothing from stock.
 */
export type Production = {
  id: string;
  /** 1, 2, 3 … within the order. */
  ordinal: number;
  version: number;
  orderId: string;
  orderNumber: string;
  lineId: string;
  sku: string;
  name: string;
  quantity: number;
  status: ProductionStatus;
  /** What is to be written, engraved or cut, in the buyer's words. */
  personalisation?: string;
  /** How the buyer wishes it to be packed or brought. */
  wish?: string;
  /** Where the goods are made, or received. */
  locationId?: string;
  /** The number of a work order or purchase. */
  reference?: string;
  /** When the goods are expected to be ready. */
  expectedAt: string;
  /** Higher goes first. */
  priority: number;
  placedAt: string;
  requestedAt: string;
  startedAt?: string;
  readyAt?: string;
  /** What sends the goods out, once they are there. */
  fulfilmentId?: string;
};

/** Whether goods are still awaited. */
export const isAwaitedProduction = ({ status }: Pick<Production, 'status'>): boolean =>
  status === 'requested' || status === 'in_production';

/** Whether hands have been laid on it: what was begun for one buyer is of no use to another. */
export const isBegun = ({ status }: Production): boolean => status === 'in_production' || status === 'ready';

/** An order's goods that are still awaited; its other parts may long have left. */
export const awaitedProductions = ({
  productions = [],
}: {
  productions?: readonly Production[];
}): Production[] => productions.filter(isAwaitedProduction);
