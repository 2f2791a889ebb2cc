import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchSources } from '../../../infra/local/watch-sources.ts';

test('every save is seen: written, put in place of the old file, then written again, and in new folders', async () => {
  const root = mkdtempSync(join(tmpdir(), 'watch-'));
  const file = join(root, 'a.ts');
  writeFileSync(file, '1');
  let seen: (paths: readonly string[]) => void = () => {};
  const stop = watchSources([root], async (paths) => seen(paths));
  const next = (act: () => void) =>
    new Promise<readonly string[]>((resolve) => {
      seen = resolve;
      act();
    });
  expect(await next(() => appendFileSync(file, '2'))).toEqual([file]);
  const replaced = await next(() => {
    writeFileSync(join(root, 'tmp'), '3');
    renameSync(join(root, 'tmp'), file);
  });
  expect(replaced).toEqual([file]);
  expect(await next(() => appendFileSync(file, '4'))).toEqual([file]);
  const created = await next(() => {
    mkdirSync(join(root, 'deep'));
    setTimeout(() => writeFileSync(join(root, 'deep', 'b.ts'), '1'), 50);
  });
  expect(created).toEqual([join(root, 'deep', 'b.ts')]);
  stop();
  rmSync(root, { recursive: true, force: true });
});
