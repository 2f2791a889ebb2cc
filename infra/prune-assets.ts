import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ONE_HOUR = 60 * 60 * 1000;

/**
 * Removes the assets that earlier syntheses left in `outdir`: CDK adds a folder for every change of a function and
 * never takes one away. What the last synthesis uses stays, and what is younger than an hour: a local cloud that
 * was started with it may still run.
 */
export async function pruneAssets(outdir: string, now: Date): Promise<void> {
  const entries = await readdir(outdir).catch(() => []);
  const lists = entries.filter((entry) => entry.endsWith('.assets.json'));
  const used = (await Promise.all(lists.map((list) => readFile(join(outdir, list), 'utf8')))).join();
  for (const asset of entries.filter((entry) => entry.startsWith('asset.') && !used.includes(entry))) {
    const path = join(outdir, asset);
    const { mtimeMs } = await stat(path);
    if (now.getTime() - mtimeMs > ONE_HOUR) await rm(path, { recursive: true, force: true });
  }
}
