import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const START_MS = 60_000;
/** A local cloud leaves within ten seconds; one that does not is ended. */
const STOP_MS = 11_000;

/** Where a running local cloud is reached. */
export type CloudAddress = { url: string; region: string; tableName: string; dynamodb: string };

/** A local cloud in a process of its own. */
export type CloudProcess = CloudAddress & {
  /** As `kill -TERM`; answers the exit code (null when it had to be ended) and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** As `kill -9`: nothing is finished, nothing is said. */
  kill(): Promise<void>;
};

/**
 * How functions run: `hosted` in the cloud's process, from their sources; in `instances` of their bundles, each in a
 * worker, as `npm start` runs them. `OMS_TEST_FUNCTIONS=instances` makes it so for all tests.
 */
export type Functions = 'hosted' | 'instances';

/**
 * Runs a synthesised template in a new process, which ends with this one at the latest.
 * @throws with what the process said, when it is not ready in a minute.
 */
export const spawnCloud = async (
  assembly: string,
  dataDir: string | 'memory',
  functions: Functions,
): Promise<CloudProcess> => {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      // Functions that are hosted have the stack of a worker, 4 MB, as in instances.
      '--stack-size=3900',
      fileURLToPath(new URL('cloud-process.ts', import.meta.url)),
      assembly,
      dataDir,
      process.env.OMS_TEST_FUNCTIONS ?? functions,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  const address = await firstLine(child, ended).catch(async (error) => {
    await end('SIGKILL');
    throw error;
  });
  return {
    ...(JSON.parse(address) as CloudAddress),
    stop: async () => {
      const from = performance.now();
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const code = await end('SIGTERM');
      clearTimeout(limit);
      return { code, ms: performance.now() - from };
    },
    kill: async () => void (await end('SIGKILL')),
  };
};

const firstLine = (child: ChildProcess, ended: Promise<number | null>): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`The local cloud ${why}. It said:\n${said}`));
    const limit = setTimeout(() => fail('was not ready in time'), START_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4000);
      if (process.env.OMS_TEST_LOUD) process.stderr.write(chunk);
    });
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then((code) => {
      clearTimeout(limit);
      fail(`ended with ${code}`);
    });
    child.stdout?.once('data', () => clearTimeout(limit));
  });
