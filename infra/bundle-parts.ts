import { cp, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import type { FunctionDefinition } from './capabilities/types.ts';

/** The file beside a function's code that a part becomes: `shared/…/draw-label.ts` is `draw-label.mjs`. */
export function partFile(part: string): string {
  return `${basename(part, '.ts')}.mjs`;
}

/**
 * Leaves parts out of the bundles that load them: what is heavy and not always needed costs nothing until it is
 * imported, from its own file beside the function's. Parts come with their own bundles.
 */
export function loadPartsLater(parts: readonly string[]): Plugin {
  const files = new Map(parts.map((part) => [resolve(part), `./${partFile(part)}`]));
  return {
    name: 'load-parts-later',
    setup({ onResolve }) {
      onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
        const file = kind === 'dynamic-import' ? files.get(join(resolveDir, path)) : undefined;
        return file === undefined ? undefined : { path: file, external: true };
      });
    },
  };
}

/** Fonts are packed by Brotli, which Node.js can unpack itself: a package for it would bring half a megabyte. */
export const unpackByNode: Plugin = {
  name: 'unpack-by-node',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^brotli\/decompress(\.js)?$/ }, () => ({
      path: 'brotli',
      namespace: 'unpack-by-node',
    }));
    onLoad({ filter: /.*/, namespace: 'unpack-by-node' }, () => ({
      contents: "export { brotliDecompressSync as default } from 'node:zlib';",
    }));
  },
};

/** Where a country's entry of the numbering plans says how numbers are written out. */
const FORMATS = 4;

/** Numbers are judged by their lengths, never written out: without the formats the numbering plans are half as large. */
export const leaveOutFormats: Plugin = {
  name: 'leave-out-formats',
  setup({ onLoad }) {
    onLoad({ filter: /libphonenumber-js[\\/]metadata\.min\.json\.js$/ }, async ({ path }) => {
      const plans = JSON.parse(await readFile(path.replace(/\.js$/, ''), 'utf8')) as {
        countries: Record<string, unknown[]>;
      };
      for (const country of Object.values(plans.countries)) if (country[FORMATS]) country[FORMATS] = 0;
      return { contents: `export default ${JSON.stringify(plans)};` };
    });
  },
};

/** Lays the files that a function reads beside its code. */
export async function copyAssets({ assets = {} }: FunctionDefinition, folder: string): Promise<void> {
  for (const [name, from] of Object.entries(assets)) await cp(from, join(folder, name), { recursive: true });
}
