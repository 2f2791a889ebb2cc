import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { copyAssets, leaveOutFormats, loadPartsLater, partFile, unpackByNode } from './bundle-parts.ts';
import { capabilities } from './capabilities/all.ts';
import type { Capability } from './capabilities/types.ts';

/** Where bundles go. */
export const BUNDLE_ROOT = '.build';

/** The file beside the bundles that says which sources all of them were made of; absent while that is not so. */
export const SOURCES_MARK = 'sources.sha256';

/** A bigger bundle starts noticeably slower; the tests refuse it. */
export const MAX_BUNDLE_BYTES = 700 * 1024;

export type BundleOptions = {
  capabilities?: readonly Capability[];
  /** `.build` unless said. */
  outdir?: string;
  /** Writes `meta.json` there, for esbuild's analyser: what in a bundle comes from where. */
  metafile?: boolean;
  /** A digest of the sources, kept beside the bundles when all are made. */
  madeOf?: string;
  /** Receives the total and a warning for each bundle that is too big. */
  report?: (line: string) => void;
};

// Bundled CommonJS packages still call `require` for Node's own modules, which an ES module does not have.
const requireForCommonJs =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * Maps a package's code to its file and no closer: each file comes with a map of one entry. Traces lead to our own
 * lines; the maps are a seventh in size, and bundling takes a quarter less time.
 */
const mapPackagesCoarsely: Plugin = {
  name: 'map-packages-coarsely',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const map = JSON.stringify({ version: 3, sources: [basename(path)], names: [], mappings: 'AAAA' });
      const url = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
      return { contents: `${await readFile(path, 'utf8')}\n//# sourceMappingURL=${url}`, loader: 'js' };
    });
  },
};

/** The source file of a function, from the project's root. */
export function entryOf(capability: string, name: string): string {
  return `functions/${capability}/${name}.ts`;
}

/** The folder that becomes the function's asset, below the folder bundled into. */
export function bundlePath(capability: string, name: string): string {
  return `functions/${capability}/${name}`;
}

/**
 * Bundles every handler of the manifest in one call: ES modules, minified, the SDK inside, with source maps that
 * hold no sources (positions are enough for a stack trace). Must run in the project's root.
 * @throws esbuild's error when a file is missing or does not parse.
 */
export async function bundleFunctions(options: BundleOptions = {}): Promise<void> {
  const started = performance.now();
  const outdir = options.outdir ?? BUNDLE_ROOT;
  await rm(join(outdir, SOURCES_MARK), { force: true });
  const functions = (options.capabilities ?? capabilities).flatMap((capability) =>
    capability.functions.map((definition) => ({
      definition,
      entry: entryOf(capability.name, definition.name),
      folder: bundlePath(capability.name, definition.name),
    })),
  );
  const entries = functions.map(({ entry, folder }) => ({ in: entry, out: `${folder}/index` }));
  const parts = functions.flatMap(({ definition, folder }) =>
    (definition.parts ?? []).map((part) => ({
      in: part,
      out: `${folder}/${basename(partFile(part), '.mjs')}`,
    })),
  );
  const settings = {
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: { js: requireForCommonJs },
    metafile: true,
    logLevel: 'warning',
  } as const satisfies BuildOptions;
  const plugins = [loadPartsLater(parts.map((part) => part.in)), unpackByNode, leaveOutFormats];
  const [result, beside] = await Promise.all([
    build({
      ...settings,
      entryPoints: entries,
      sourcemap: 'linked',
      sourcesContent: false,
      plugins: [...plugins, mapPackagesCoarsely],
    }),
    // Parts are packages for the most part: their maps would take longer than all the rest.
    build({ ...settings, entryPoints: parts, plugins }),
  ]);
  for (const { definition, folder } of functions) await copyAssets(definition, join(outdir, folder));
  if (options.metafile) await writeFile(`${outdir}/meta.json`, JSON.stringify(result.metafile));
  if (options.madeOf !== undefined) await writeFile(join(outdir, SOURCES_MARK), options.madeOf);
  const outputs = { ...result.metafile.outputs, ...beside.metafile.outputs };
  reportSizes(outputs, performance.now() - started, options.report ?? console.error);
}

function reportSizes(
  outputs: Metafile['outputs'],
  milliseconds: number,
  report: (line: string) => void,
): void {
  const bundles = Object.entries(outputs).filter(([file]) => file.endsWith('.mjs'));
  for (const [file, { bytes }] of bundles.filter(([, output]) => output.bytes > MAX_BUNDLE_BYTES))
    report(`warning: ${file} has ${kilobytes(bytes)}, more than ${kilobytes(MAX_BUNDLE_BYTES)}`);
  const total = bundles.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  const functions = bundles.filter(([file]) => basename(file) === 'index.mjs').length;
  report(`bundled ${functions} functions, ${kilobytes(total)}, in ${Math.round(milliseconds)} ms`);
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KB`;
}
