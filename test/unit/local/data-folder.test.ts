import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataFolder } from '../../../infra/local/data-folder.ts';
import { INSTANCES } from '../../../infra/local/lambda/function-pool.ts';
import { readOptions } from '../../../infra/local/options.ts';

const root = mkdtempSync(join(tmpdir(), 'data-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a second local cloud on the same data is refused until the first has gone', () => {
  const folder = join(root, 'one');
  const first = claimDataFolder(folder);
  expect(() => claimDataFolder(folder)).toThrow(/already runs on the data/);
  first.release();
  claimDataFolder(folder).release();
});

test.each([
  ['of a process that has ended', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1' })],
  ['of another process with the same number', JSON.stringify({ pid: process.pid, startedAt: '1' })],
  ['half written', '{"pid":'],
])('a lock %s is taken over', (_, lock) => {
  const folder = mkdtempSync(join(root, 'stale-'));
  writeFileSync(join(folder, 'lock.json'), lock);
  claimDataFolder(folder).release();
});

test('a folder below a file or where nothing can be made is an error, not a hang', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => claimDataFolder(file)).toThrow();
  expect(() => claimDataFolder(join(file, 'below'))).toThrow();
});

test('options have defaults, and what cannot be meant is refused by name', () => {
  expect(readOptions({})).toMatchObject({ port: 3000, host: '127.0.0.1', concurrency: INSTANCES });
  expect(readOptions({ PORT: '0', OMS_LOCAL_CONCURRENCY: '2' })).toMatchObject({ port: 0, concurrency: 2 });
  expect(() => readOptions({ PORT: '70000' })).toThrow(/PORT is "70000"/);
  expect(() => readOptions({ OMS_LOCAL_CONCURRENCY: 'many' })).toThrow(/OMS_LOCAL_CONCURRENCY/);
  expect(() => readOptions({ OMS_DYNAMODB_ENDPOINT: 'here' })).toThrow(/OMS_DYNAMODB_ENDPOINT/);
});
