import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { loadModel } from '../../../infra/local/template/load-model.ts';
import { OPEN_MS, synthesised } from '../../harness/cloud.ts';

/** Loads what it is given, one after the other, and tells what did not load or has no handler. */
const LOADER = `
  import { parentPort, workerData } from 'node:worker_threads';
  const failures = [];
  for (const file of workerData)
    try {
      if (typeof (await import(file)).handler !== 'function') failures.push(file + ' has no handler');
    } catch (error) {
      failures.push(file + ': ' + error.stack);
    }
  parentPort.postMessage(failures);
`;

/** In a worker, which takes the modules with it when it ends; with what every function finds in its environment. */
const failuresOf = (files: readonly string[], env: Record<string, string>): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const loader = new URL(`data:text/javascript,${encodeURIComponent(LOADER)}`);
    const worker = new Worker(loader, { workerData: files, env, execArgv: [], stdout: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The worker ended before it had loaded all.')));
  });

/** Most tests run functions from their sources; these are loaded as they are deployed. */
describe('the bundle of every function', () => {
  it(
    'loads, and has a handler',
    async () => {
      const { functions } = loadModel(await synthesised());
      const files = functions.map(({ codeDir }) => pathToFileURL(`${codeDir}/index.mjs`).href);
      expect(files.length).toBeGreaterThan(100);
      expect(await failuresOf(files, { AWS_REGION: 'eu-central-1' })).toEqual([]);
    },
    OPEN_MS,
  );
});
