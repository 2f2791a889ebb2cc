import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { forgetSteady, readSteady, STEADY_FOR_MS } from '../../../shared/runtime/read-steady.ts';
import type { Table } from '../../../shared/runtime/table.ts';

const KEY = { pk: 'POLICY#default', sk: 'POLICY' };
const send = jest.fn<() => Promise<{ Item?: object }>>();
let now = 1_000_000;
let tables = 0;
let table: Table;

beforeEach(() => {
  send.mockReset();
  table = { name: `table-${++tables}`, client: { send } } as unknown as Table;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});
const says = (version: number) => send.mockResolvedValueOnce({ Item: { version } });

describe('a setting', () => {
  it('is read once in a few seconds, also by several at once', async () => {
    says(1);
    expect(await Promise.all([readSteady(table, KEY), readSteady(table, KEY)])).toEqual([
      { version: 1 },
      { version: 1 },
    ]);
    now += STEADY_FOR_MS - 1;
    expect(await readSteady(table, KEY)).toEqual({ version: 1 });
    expect(send).toHaveBeenCalledTimes(1);
    now += 1;
    says(2);
    expect(await readSteady(table, KEY)).toEqual({ version: 2 });
  });

  it('that is not there is remembered too', async () => {
    send.mockResolvedValue({});
    await readSteady(table, KEY);
    expect(await readSteady(table, KEY)).toBeUndefined();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('is read again by who changed it, when reading failed, and when the clock was put back', async () => {
    says(1);
    await readSteady(table, KEY);
    forgetSteady(table, KEY);
    send.mockRejectedValueOnce(new Error('no connection'));
    await expect(readSteady(table, KEY)).rejects.toThrow('no connection');
    says(2);
    expect(await readSteady(table, KEY)).toEqual({ version: 2 });
    now -= 60_000;
    says(3);
    expect(await readSteady(table, KEY)).toEqual({ version: 3 });
  });
});
