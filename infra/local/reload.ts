import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BUNDLE_ROOT, bundleFunctions, bundlePath, entryOf } from '../bundle.ts';
import { capabilities } from '../capabilities/all.ts';
import type { Capability } from '../capabilities/types.ts';
import { filesOf } from './import-graph.ts';
import type { LocalFunction } from './model.ts';

/** Where a function's fresh bundle is, and what it was when it was last looked at. */
type Bundle = { folder: string; digest: string | undefined };

/** Knows which bundle belongs to which function of the template, and which have changed. */
export type Bundles = {
  /**
   * Bundles again what is made of these files: all of them would take seconds.
   * @returns the functions whose code is another now, with their new folder
   * @throws esbuild's error when something does not parse; the bundles stay as they were
   */
  renew(changedPaths: readonly string[]): Promise<LocalFunction[]>;
};

/** Takes stock of the bundles that the running functions were made from. */
export function watchBundles(functions: readonly LocalFunction[]): Bundles {
  const known = new Map<string, Bundle>();
  for (const fn of functions) {
    const folder = folderOf(fn.name);
    if (folder !== undefined) known.set(fn.arn, { folder, digest: digestOf(fn.codeDir) });
  }
  return {
    async renew(changedPaths) {
      const affected = madeOf(changedPaths);
      if (affected.length === 0) return [];
      await bundleFunctions({ capabilities: affected, report: () => {} });
      const changed: LocalFunction[] = [];
      for (const fn of functions) {
        const bundle = known.get(fn.arn);
        if (bundle === undefined) continue;
        const digest = digestOf(bundle.folder);
        if (digest === bundle.digest) continue;
        bundle.digest = digest;
        changed.push({ ...fn, codeDir: bundle.folder });
      }
      return changed;
    },
  };
}

/** The part of the manifest whose functions contain one of these files. */
function madeOf(paths: readonly string[]): Capability[] {
  return capabilities
    .map(({ name: capability, functions }) => ({
      name: capability,
      functions: functions.filter(({ name }) => {
        const files = filesOf(entryOf(capability, name));
        return paths.some((path) => files.has(path));
      }),
    }))
    .filter(({ functions }) => functions.length > 0);
}

/** A function in the template is named after its stage and the name in the manifest: `oms-dev-place-order`. */
function folderOf(functionName: string): string | undefined {
  const candidates = capabilities.flatMap((capability) =>
    capability.functions
      .filter(({ name }) => functionName === name || functionName.endsWith(`-${name}`))
      .map(({ name }) => ({ name, folder: resolve(BUNDLE_ROOT, bundlePath(capability.name, name)) })),
  );
  // `place-order` must not be taken for `replace-order`'s end, nor `order` for `place-order`: the longest name wins.
  return candidates.sort((a, b) => b.name.length - a.name.length)[0]?.folder;
}

function digestOf(folder: string): string | undefined {
  const file = join(folder, 'index.mjs');
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : undefined;
}
