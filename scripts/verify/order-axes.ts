import { hasMoreToSend } from '../../shared/orders/backorder.ts';
import { fulfilmentAxisOf, isBeingMade, paymentAxisOf } from '../../shared/orders/derive-axes.ts';
import { stageOf } from '../../shared/orders/stage.ts';
import type { WholeOrder } from './order-partition.ts';
import { difference, type Finding } from './report.ts';

/** Proves that axes and stage are what the facts make of them. */
export const axesFindings = (order: WholeOrder): Finding[] => {
  const { head } = order;
  const payment = paymentAxisOf(order);
  const fulfilment = fulfilmentAxisOf(order.fulfilments, isBeingMade(order), hasMoreToSend(order));
  const derived = { payment, fulfilment, stage: stageOf({ ...head, payment, fulfilment }) };
  return (['payment', 'fulfilment', 'stage'] as const)
    .filter((axis) => head[axis] !== derived[axis])
    .map((axis) =>
      difference(
        `ORDER#${head.id} HEAD`,
        `${axis} is ${head[axis]}, its facts make it ${derived[axis]}`,
        'a decision that did not end in nextOrder',
      ),
    );
};
