import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm test [-- paths and Jest's options]`: the tests of parts, side by side, then the files that share a cloud, one
 * after the other; beside them those that start clouds of their own and wait a lot, one after the other too. The last
 * line is the sum: `N passed, N failed, N skipped`.
 */

/** No run takes this long; what hangs is ended, with everything it started. */
const LONGEST_MS = 10 * 60_000;
const PATIENCE_MS = 10_000;

/** One after the other; the lists beside each other. */
const LANES = [
  [
    { project: 'parts', options: ['--maxWorkers=2'] },
    { project: 'shared-cloud', options: ['--runInBand'] },
  ],
  [{ project: 'own-cloud', options: ['--runInBand'] }],
] as const;

/** What of Jest's own report is read. */
type Report = {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  /** Files that broke before their tests ran. */
  numRuntimeErrorTestSuites: number;
};

type Sum = { passed: number; failed: number; skipped: number; sound: boolean };

const jest = (project: string, options: readonly string[], outputFile: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        'node_modules/jest/bin/jest.js',
        '--selectProjects',
        project,
        '--passWithNoTests',
        '--json',
        `--outputFile=${outputFile}`,
        ...options,
        ...process.argv.slice(2),
      ],
      {
        // Jest's report for people goes to stderr; its JSON, which we read from the file, to stdout.
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const end = (signal: NodeJS.Signals): void => {
      child.kill(signal);
      setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
    };
    const limit = setTimeout(() => {
      console.error(`The tests take longer than ${LONGEST_MS / 60_000} minutes and are ended.`);
      end('SIGTERM');
    }, LONGEST_MS);
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      // No code: it was ended from outside.
      resolve(code ?? 2);
    });
  });

const readReport = async (file: string): Promise<Report | undefined> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
};

const add = (sum: Sum, code: number, report: Report | undefined): Sum => ({
  passed: sum.passed + (report?.numPassedTests ?? 0),
  // A file that does not load, and a run that breaks off, are failures as much as a test is.
  failed: sum.failed + (report ? report.numFailedTests + report.numRuntimeErrorTestSuites : 1),
  skipped: sum.skipped + (report ? report.numPendingTests + report.numTodoTests : 0),
  sound: sum.sound && code === 0 && report?.success === true,
});

const folder = await mkdtemp(join(tmpdir(), 'oms-test-'));
let sum: Sum = { passed: 0, failed: 0, skipped: 0, sound: true };
try {
  await Promise.all(
    LANES.map(async (lane) => {
      for (const { project, options } of lane) {
        const file = join(folder, `${project}.json`);
        const code = await jest(project, options, file);
        const report = await readReport(file);
        sum = add(sum, code, report);
        // Interrupted: what follows is not wanted any more.
        if (code > 1) break;
      }
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
const { passed, failed, skipped, sound } = sum;
if (passed + failed + skipped === 0) console.error('No test has such a name or path.');
// Tests are left out by who asks for some by name, and by nobody else: no `only` or `skip` stays behind.
const byName = process.argv.some((argument) => /^(-t|--testNamePattern)\b/.test(argument));
if (skipped > 0 && !byName) console.error('Tests were skipped: somebody left an `only` or a `skip` behind.');
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = sound && failed === 0 && passed > 0 && (skipped === 0 || byName) ? 0 : 1;
