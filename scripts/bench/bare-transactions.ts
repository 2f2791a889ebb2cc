import { randomUUID } from 'node:crypto';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { isProblem } from '../../shared/kernel/problem.ts';
import { intakeOrder } from '../../shared/orders/effects/intake-order.ts';
import { orderView } from '../../shared/orders/order-view.ts';
import { placeOrderSchema } from '../../shared/orders/place-order-schema.ts';
import { created } from '../../shared/runtime/http-answer.ts';
import { hashOf } from '../../shared/runtime/idempotency.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { orderOf } from '../cost/shop.ts';

/**
 * The transactions that placing an order of so many lines would send, made by the system's own code and not sent: what
 * the table alone takes for the same items.
 */
export async function bareTransactions(table: Table, lines: number): Promise<TransactWriteCommandInput[]> {
  const caught: TransactWriteCommandInput[] = [];
  const body = orderOf(lines);
  const taken = await intakeOrder(
    {
      table: { ...table, client: keepingBack(table.client, caught) },
      now: () => new Date(),
      random: Math.random,
    },
    placeOrderSchema.parse(body),
    {
      actor: 'bench',
      pricesFromBuyer: false,
      present: (order) => created(orderView(order), order.head.version),
      idempotency: {
        operation: 'placeOrder',
        scope: 'merchant',
        key: randomUUID(),
        requestHash: hashOf(body),
      },
    },
  );
  if (isProblem(taken)) throw new Error(`The order to compare with was refused: ${taken.title}`);
  return caught;
}

/** The client, but for transactions: those are kept, and said to be done. */
function keepingBack(client: Table['client'], caught: TransactWriteCommandInput[]): Table['client'] {
  const copy: Table['client'] = Object.create(client);
  copy.send = (async (command: Parameters<Table['client']['send']>[0]) => {
    if (!(command instanceof TransactWriteCommand)) return client.send(command);
    caught.push(command.input);
    return { $metadata: {} };
  }) as Table['client']['send'];
  return copy;
}
