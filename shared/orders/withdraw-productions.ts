import { type Problem, problem } from '../kernel/problem.ts';
import type { Order } from './order.ts';
import { isBegun, type Production } from './production.ts';

/** Productions that an event names; an event must pass the bus, whose messages are bounded. */
const NAMED_IN_EVENT = 100;

const begunOf = ({ productions = [] }: Pick<Order, 'productions'>): Production[] =>
  productions.filter(isBegun);

/** 409: goods were begun, or are made, for this very order; what is to be done nevertheless must be said. */
export const whyBegun = (order: Pick<Order, 'productions'>, detail: string): Problem | undefined => {
  const begun = begunOf(order);
  if (begun.length === 0) return undefined;
  return problem(409, 'goods_being_made', 'Goods are made for this order', {
    detail,
    extra: {
      productions: begun.map(({ id, lineId, sku, quantity, status }) => ({
        id,
        lineId,
        sku,
        quantity,
        status,
      })),
    },
  });
};

const stopped = (production: Production): Production =>
  production.status === 'cancelled'
    ? production
    : { ...production, status: 'cancelled', version: production.version + 1 };

/** Takes back what was asked for; what the order then wants is asked for anew. */
export const withdrawProductions = ({
  productions,
}: Pick<Order, 'productions'>): Pick<Order, 'productions'> =>
  productions ? { productions: productions.map(stopped) } : {};

/** What a workshop has to hear of an end: the goods that it had begun, and those that it need not begin. */
export const withdrawnNames = ({ productions = [] }: Pick<Order, 'productions'>) =>
  productions
    .filter(({ status }) => status !== 'cancelled')
    .slice(0, NAMED_IN_EVENT)
    .map(({ id, sku, name, quantity, status }) => ({ productionId: id, sku, name, quantity, was: status }));
