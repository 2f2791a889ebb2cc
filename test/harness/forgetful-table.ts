import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/runtime/table.ts';

type Send = (command: unknown) => Promise<unknown>;

/**
 * The same table through a client that drops every condition before it writes: what the system would be if it only
 * looked before it leapt. A control must fail with it, or the test proves nothing.
 */
export const withoutConditions = (table: Table): Table => {
  const send = table.client.send.bind(table.client) as Send;
  const client = new Proxy(table.client, {
    get: (target, name) =>
      name === 'send' ? (command: unknown) => send(forget(command)) : Reflect.get(target, name),
  });
  return { ...table, client };
};

const forget = (command: unknown): unknown => {
  if (!(command instanceof TransactWriteCommand)) return command;
  const TransactItems = (command.input.TransactItems ?? []).map((item) =>
    Object.fromEntries(
      Object.entries(item).map(([action, { ConditionExpression: _, ...write }]) => [action, saidOnly(write)]),
    ),
  );
  return new TransactWriteCommand({ ...command.input, TransactItems } as typeof command.input);
};

/** DynamoDB refuses values that nothing speaks of any more. */
const saidOnly = (write: object): object => {
  const { ExpressionAttributeValues = {}, ...rest } = write as {
    ExpressionAttributeValues?: Record<string, unknown>;
    UpdateExpression?: string;
  };
  const words: readonly string[] = rest.UpdateExpression?.match(/:\w+/g) ?? [];
  const said = Object.entries(ExpressionAttributeValues).filter(([name]) => words.includes(name));
  return said.length === 0 ? rest : { ...rest, ExpressionAttributeValues: Object.fromEntries(said) };
};
