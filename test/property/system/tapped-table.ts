import {
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../../scripts/verify/report.ts';
import type { ItemKey } from '../../../shared/runtime/read-items.ts';
import type { Table } from '../../../shared/runtime/table.ts';

/** One committed write: an item as it was put, one that was removed, or one that was changed where it stands. */
export type Written = { key: ItemKey; item?: Item; removed?: true };

/** Changes what is sent, as a faulty store would; for controls. */
export type Tamper = (command: object) => object;

type Key = Record<string, unknown>;

const keyOf = ({ pk, sk }: Key): ItemKey => ({ pk: String(pk), sk: String(sk) });
const put = (item: Key | undefined): Written[] => (item ? [{ key: keyOf(item), item: item as Item }] : []);
const removed = (key: Key | undefined): Written[] => (key ? [{ key: keyOf(key), removed: true }] : []);

/** What a command writes, once it is committed. Values as the store meant them, before DynamoDB's own form. */
const writesOf = (command: object): Written[] => {
  if (command instanceof PutCommand) return put(command.input.Item);
  if (command instanceof DeleteCommand) return removed(command.input.Key);
  if (command instanceof UpdateCommand) return [{ key: keyOf(command.input.Key ?? {}) }];
  if (command instanceof BatchWriteCommand)
    return Object.values(command.input.RequestItems ?? {})
      .flat()
      .flatMap(({ PutRequest, DeleteRequest }) => [...put(PutRequest?.Item), ...removed(DeleteRequest?.Key)]);
  if (!(command instanceof TransactWriteCommand)) return [];
  return (command.input.TransactItems ?? []).flatMap(({ Put, Delete, Update }) => [
    ...put(Put?.Item),
    ...removed(Delete?.Key),
    ...(Update ? [{ key: keyOf(Update.Key ?? {}) }] : []),
  ]);
};

/** A plain copy without what DynamoDB does not keep, so that later changes of an object change no memory of it. */
const asKept = (written: readonly Written[]): Written[] => structuredClone(written) as Written[];

/** What nobody changes while sequences run, and nearly every operation reads: it is read once for all of them. */
const LASTING = ['POLICY#', 'LOCATIONS', 'LISTENERS', 'SOURCING', 'CARRIERS'];

const nameOfLasting = (command: object): string | undefined => {
  const one = command instanceof GetCommand ? command.input.Key?.pk : undefined;
  const many =
    command instanceof QueryCommand
      ? Object.values(command.input.ExpressionAttributeValues ?? {})[0]
      : undefined;
  const lasts = LASTING.some((prefix) => String(one ?? many ?? '').startsWith(prefix));
  return lasts ? JSON.stringify((command as GetCommand | QueryCommand).input) : undefined;
};

/**
 * The same table, listened to: `committed` hears of every command's writes when they are committed, all of one
 * transaction at once, as the table's stream would tell them. `isFurnished`: what lasts is there, and may be remembered.
 */
export const tappedTable = (
  table: Table,
  committed: (written: readonly Written[]) => void,
  isFurnished: () => boolean,
  tamper: Tamper = (command) => command,
): Table => {
  const sendOn = table.client.send.bind(table.client) as (command: object) => Promise<unknown>;
  const known = new Map<string, Promise<unknown>>();
  const send = (command: object): Promise<unknown> => {
    const name = isFurnished() ? nameOfLasting(command) : undefined;
    if (name === undefined) return sendOn(command);
    const answer = known.get(name) ?? sendOn(command);
    known.set(name, answer);
    return answer;
  };
  const client = new Proxy(table.client, {
    get: (target, name) =>
      name === 'send'
        ? async (command: object) => {
            const sent = tamper(command);
            const answer = await send(sent);
            const written = writesOf(sent);
            if (written.length > 0) committed(asKept(written));
            return answer;
          }
        : Reflect.get(target, name),
  });
  return { ...table, client };
};
