import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { LocalFunction } from '../../infra/local/model.ts';
import { median } from './percentiles.ts';

/**
 * A handler's bundle: its bytes, the processor time a fresh process takes to import it, and that beside the bare client.
 * On a free machine that is the time it takes; on a busy one it still is, and the clock's time means nothing.
 */
export type Import = { name: string; bytes: number; milliseconds: number; ratio: number };

/** The smallest program that can read and write the table. */
const BARE = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
export const open = () => DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const commands = [QueryCommand, TransactWriteCommand];`;

const MEASURE = `const from = process.cpuUsage();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(from);
process.stdout.write(String((user + system) / 1000));`;

/** Imports each bundle in fresh processes, in turns with the bare client; medians of so many turns. */
export async function measureImports(
  functions: readonly LocalFunction[],
  { turns, tick }: { turns: number; tick(): void },
): Promise<{ bare: Omit<Import, 'ratio'>; handlers: Import[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'oms-bench-'));
  try {
    const bareFile = join(folder, 'bare.mjs');
    await bundleBare(bareFile);
    const bundles = functions.map((fn) => ({ name: fn.name, file: bundleOf(fn), times: [] as number[] }));
    const bareTimes: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      for (const [at, bundle] of bundles.entries()) {
        // The bare client again and again: a machine's mood must hit both alike.
        if (at % 5 === 0) bareTimes.push(await importTime(bareFile));
        bundle.times.push(await importTime(bundle.file));
        tick();
      }
    }
    const bare = { name: 'bare client', bytes: (await stat(bareFile)).size, milliseconds: median(bareTimes) };
    const handlers = await Promise.all(
      bundles.map(async ({ name, file, times }): Promise<Import> => {
        const milliseconds = median(times);
        return {
          name,
          bytes: (await stat(file)).size,
          milliseconds,
          ratio: milliseconds / bare.milliseconds,
        };
      }),
    );
    return { bare, handlers };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importTime(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', MEASURE, file],
    // Nothing of this machine's settings, nor a compile cache.
    { env: { AWS_REGION: 'eu-central-1', AWS_LAMBDA_FUNCTION_NAME: 'bench' } },
  );
  return Number(stdout);
}

const bundleBare = (outfile: string) =>
  build({
    stdin: { contents: BARE, resolveDir: process.cwd(), sourcefile: 'bare.ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });

function bundleOf({ codeDir }: LocalFunction): string {
  const module = join(codeDir, 'index.mjs');
  return existsSync(module) ? module : join(codeDir, 'index.js');
}
