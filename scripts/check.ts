import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm run check`: every check that runs no test, two at a time; one summary, one exit code. */

type Check = {
  name: string;
  /** Started with Node; files of packages, because `node_modules/.bin` differs between systems. */
  run: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** How to mend what it finds. */
  hint: string;
};

type Result = { check: Check; passed: boolean; seconds: number; output: string };

const AT_A_TIME = 2;
const LONGEST_MS = 5 * 60_000;

/** The templates are checked in a folder of their own: a running system reads `cdk.out`. */
const assembly = await mkdtemp(join(tmpdir(), 'oms-check-'));

/** The longest first, so that the others run beside it. */
const CHECKS: readonly Check[] = [
  {
    name: 'cdk-nag',
    run: ['infra/app.ts'],
    env: { OMS_NAG: '1', OMS_STAGE: 'prod', CDK_OUTDIR: assembly },
    hint: 'Mend the resource, or acknowledge the one finding with its reason (infra/constructs/acknowledge.ts).',
  },
  {
    name: 'types',
    run: ['node_modules/typescript/bin/tsc', '--noEmit', '--pretty'],
    hint: '`npm run typecheck` repeats it.',
  },
  {
    name: 'lint and format',
    run: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
    hint: '`npm run format` mends what can be mended; the rest is for you.',
  },
  {
    name: 'architecture',
    run: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'functions',
      'shared',
      'infra',
      'scripts',
      'test',
    ],
    hint: 'Each rule in .dependency-cruiser.cjs says what it guards.',
  },
  {
    name: 'documents',
    run: ['scripts/docs.ts', '--check'],
    hint: '`npm run docs` writes the pages anew; a dead link is to be mended by hand.',
  },
];

const run = (check: Check): Promise<Result> =>
  new Promise((resolve) => {
    const started = performance.now();
    let output = '';
    const child = spawn(process.execPath, check.run, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
      env: { ...process.env, ...check.env },
    });
    const keep = (chunk: Buffer): void => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (passed: boolean): void =>
      resolve({ check, passed, seconds: (performance.now() - started) / 1000, output });
    child.once('error', (error) => {
      output += error.message;
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });

const tell = ({ check, passed, seconds, output }: Result): void => {
  console.log(`${passed ? '✔' : '✘'} ${check.name.padEnd(16)} ${seconds.toFixed(1).padStart(5)} s`);
  if (!passed) console.log(`\n${output.trim()}\n\n→ ${check.hint}\n`);
};

const started = performance.now();
const waiting = [...CHECKS];
const results: Result[] = [];
const work = async (): Promise<void> => {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const result = await run(check);
    results.push(result);
    tell(result);
  }
};
try {
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
} finally {
  await rm(assembly, { recursive: true, force: true });
}
const failed = results.filter(({ passed }) => !passed);
const took = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  failed.length === 0
    ? `All ${results.length} checks passed in ${took} s.`
    : `${failed.length} of ${results.length} checks failed in ${took} s: ${failed.map(({ check }) => check.name).join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
