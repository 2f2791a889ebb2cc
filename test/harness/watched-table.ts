import type { Table } from '../../shared/runtime/table.ts';

/**
 * The same table, seen before each of its commands: `before` may let something else happen first, or throw as if the
 * function were killed there.
 */
export const watchedTable = (table: Table, before: (command: object) => void | Promise<void>): Table => ({
  ...table,
  client: new Proxy(table.client, {
    get: (target, name) =>
      name === 'send'
        ? async (command: never) => {
            await before(command);
            return target.send(command);
          }
        : Reflect.get(target, name),
  }),
});
