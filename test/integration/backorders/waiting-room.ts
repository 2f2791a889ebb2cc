import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { handler as getOrder } from '../../../functions/orders/get-order.ts';
import { handler as placeOrder } from '../../../functions/orders/place-order.ts';
import type { BackorderMessage } from '../../../shared/backorders/backorder-message.ts';
import { doBackorderWork } from '../../../shared/backorders/effects/do-backorder-work.ts';
import { readQueue } from '../../../shared/inventory/effects/backorder-store.ts';
import { loadSku } from '../../../shared/inventory/effects/load-stock-store.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { anOrderRequest, unique } from '../../builders/an-order-request.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { mockService } from '../../harness/mock-service.ts';
import { openStockRoom } from '../../harness/stock-room.ts';

// biome-ignore lint/suspicious/noExplicitAny: an order as the API answers it; tests look into what they need.
export type AnyOrder = any;

/** A stock room with buyers who may have to wait; what is sent to queues is kept, and worked on when a test says so. */
export const openWaitingRoom = async () => {
  const room = await openStockRoom();
  process.env.BACKORDERS_QUEUE_URL = 'http://queue/backorders';
  const messages: BackorderMessage[] = [];
  mockService(SQSClient)
    .on(SendMessageBatchCommand)
    .callsFake(({ Entries }: { Entries: { MessageBody: string }[] }) => {
      messages.push(...Entries.map(({ MessageBody }) => JSON.parse(MessageBody) as BackorderMessage));
      return {};
    });
  const work = async (message: BackorderMessage): Promise<void> => {
    const result = await doBackorderWork(message, room.deps());
    if (isProblem(result)) throw new Error(JSON.stringify(result));
  };
  return {
    ...room,
    messages,
    work,
    /** A product that may be sold without stock, up to a limit. */
    waitable: async (backorderLimit: number, more: Parameters<typeof room.product>[1] = {}) => {
      const sku = `SKU-${unique()}`;
      await room.product(sku, { backorderLimit, ...more });
      return sku;
    },
    order: (lines: readonly { sku: string; quantity: number }[], change: Record<string, unknown> = {}) =>
      callHandler(placeOrder, { body: anOrderRequest(lines, change) }),
    /** Places an order that must be placed; answers it. */
    placed: async (
      lines: readonly { sku: string; quantity: number }[],
      change: Record<string, unknown> = {},
    ): Promise<AnyOrder> => {
      const { status, body } = await callHandler(placeOrder, { body: anOrderRequest(lines, change) });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body;
    },
    read: async (id: string): Promise<AnyOrder> => (await callHandler(getOrder, { params: { id } })).body,
    /** Serves a SKU's queue, and does what comes of it, as the queue's worker does. */
    serve: async (sku: string): Promise<void> => {
      await work({ kind: 'fill', sku });
      for (let next = messages.shift(); next; next = messages.shift()) await work(next);
    },
    queueOf: (sku: string) => readQueue(room.table, sku, 100),
    countOf: async (sku: string) => (await loadSku(room.table, sku)).queue.backordered,
  };
};

export type WaitingRoom = Awaited<ReturnType<typeof openWaitingRoom>>;
