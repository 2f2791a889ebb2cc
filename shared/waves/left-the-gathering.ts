import { type Problem, problem } from '../kernel/problem.ts';
import type { Order } from '../orders/order.ts';

/** 409 where a fulfilment is no longer in this wave or on this manifest. */
export const leftTheGathering = (
  { fulfilments }: Pick<Order, 'fulfilments'>,
  fulfilmentId: string,
  mark: 'waveId' | 'manifestId',
  id: string,
): Problem | undefined =>
  fulfilments.some((each) => each.id === fulfilmentId && each[mark] === id)
    ? undefined
    : problem(409, 'not_in_it', 'It was taken out meanwhile', {
        detail: `The fulfilment ${fulfilmentId} does not belong to ${id} any more.`,
      });
