import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_ROOT, type BundleOptions, bundleFunctions, SOURCES_MARK } from './bundle.ts';

/** Whatever a bundle may depend on; packages stand in the lock file. */
const SOURCES = ['functions/**/*.ts', 'shared/**/*.ts', 'infra/bundle*.ts', 'infra/capabilities/*.ts'];
const SETTINGS = ['package-lock.json', 'tsconfig.json'];

/**
 * Bundles the functions into `.build`, unless the bundles there were made of the very sources that are here now: it takes
 * as long as everything else at a start together. `npm ci` does it once (`prepare`), so that a first start is quick too.
 */
export async function ensureBundles(options: Pick<BundleOptions, 'report'> = {}): Promise<void> {
  const digest = digestOfSources();
  const mark = join(BUNDLE_ROOT, SOURCES_MARK);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  await bundleFunctions({ ...options, madeOf: digest });
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const file of [...globSync(SOURCES).sort(), ...SETTINGS])
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
