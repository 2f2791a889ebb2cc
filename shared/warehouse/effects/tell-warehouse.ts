import { isProblem, type Problem, versionConflict } from '../../kernel/problem.ts';
import { loadExternalLocations } from '../../locations/effects/location-store.ts';
import { loadOrder } from '../../orders/effects/load-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { hashOf } from '../../runtime/idempotency.ts';
import { sendMessages } from '../../runtime/send-messages.ts';
import type { RequestMessage } from '../request-message.ts';
import { messageOf, nextRequestType, type SentRequest, workOf } from '../request-of.ts';
import { loadCorrespondence, noteSent, writeRequest } from './request-store.ts';

const ATTEMPTS = 5;
const QUEUE = 'WAREHOUSE_REQUESTS_QUEUE_URL';

/**
 * Tells outside warehouses what they do not know yet of an order: what is to be sent is written down, sent, and noted
 * as sent, so that a message goes out at least once and always under the same id. `again` sends a fulfilment's newest
 * once more. What was told is read before the order: nobody tells an older state under a newer number.
 */
export const tellWarehouse = async (
  deps: Deps,
  orderId: string,
  again?: string,
): Promise<RequestMessage[] | Problem> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [external, { sent }] = await Promise.all([
      loadExternalLocations(deps.table),
      loadCorrespondence(deps.table, orderId),
    ]);
    const order = await loadOrder(deps.table, orderId);
    if (isProblem(order)) return order;
    const wanted = order.fulfilments.flatMap((fulfilment): { next: SentRequest; isNew: boolean }[] => {
      const { id, locationId } = fulfilment;
      const known = sent.get(id);
      if (!known && !external.has(locationId)) return [];
      const hash = hashOf(workOf(order, fulfilment));
      const type = nextRequestType(fulfilment, hash, known);
      const decidedAt = deps.now().toISOString();
      const sequence = (known?.sequence ?? 0) + 1;
      if (type)
        return [
          {
            isNew: true,
            next: { fulfilmentId: id, orderId, locationId, sequence, type, hash, decidedAt, unsent: true },
          },
        ];
      return known && (known.unsent || id === again) ? [{ next: known, isNew: false }] : [];
    });
    const written = await Promise.all(
      wanted.map(async ({ next, isNew }) => !isNew || writeRequest(deps, next)),
    );
    if (!written.every(Boolean)) continue;
    const messages = wanted.flatMap(({ next }) => {
      const fulfilment = order.fulfilments.find(({ id }) => id === next.fulfilmentId);
      return fulfilment ? [messageOf(order, fulfilment, next)] : [];
    });
    await sendMessages(QUEUE, messages);
    await Promise.all(wanted.filter(({ next }) => next.unsent).map(({ next }) => noteSent(deps, next)));
    return messages;
  }
  return versionConflict('order');
};
