import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endLeftover, forgetOwner, noteOwner } from './dynamodb-leftover.ts';
import { endWithParent } from './end-with-parent.ts';
import { findJava } from './java.ts';

const START_MS = 30_000;
const STOP_MS = 5_000;
const JAR = 'DynamoDBLocal.jar';

export type DynamodbProcess = { endpoint: string; stop(): Promise<void> };
type Options = { dataDir: string | 'memory'; onDeath(message: string): void };

/**
 * Starts Amazon's DynamoDB Local, from the package that carries it, at a free port and waits until it answers.
 *
 * @throws an error for people: no Java, data in use by another local cloud, not ready in time, with what Java said.
 */
export async function startDynamodbProcess({ dataDir, onDeath }: Options): Promise<DynamodbProcess> {
  const java = await findJava();
  const folder = dataDir === 'memory' ? undefined : path.resolve(dataDir, 'dynamodb');
  if (folder) {
    await mkdir(folder, { recursive: true });
    await endLeftover(folder, JAR);
  }
  const port = await freePort();
  const emulator = emulatorFolder();
  const child = spawn(
    java,
    [
      // The quick compiler only: ready in half the time, and faster for the first thousands of requests.
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Xmx512m',
      `-Djava.library.path=${path.join(emulator, 'DynamoDBLocal_lib')}`,
      ...['-jar', path.join(emulator, JAR), '-sharedDb', '-disableTelemetry', '-port', String(port)],
      ...(folder ? ['-dbPath', folder] : ['-inMemory']),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: emulator,
      // Ctrl-C in a terminal reaches a whole process group; Java is needed until the last request is answered.
      detached: process.platform !== 'win32',
      windowsHide: true,
    },
  );
  const unwatch = child.pid === undefined ? () => undefined : endWithParent(child.pid);
  const said = collectOutput(child);
  let expected = false;
  let ended = false;
  child.once('error', () => {
    ended = true;
  });
  child.once('exit', (code, signal) => {
    ended = true;
    unwatch();
    if (!expected) onDeath(`DynamoDB Local has ended (${signal ?? `exit code ${code}`}). ${said()}`);
  });
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);

  const stop = async () => {
    expected = true;
    process.off('exit', killWithParent);
    if (!ended) await end(child);
    if (folder) await forgetOwner(folder);
  };

  const endpoint = `http://127.0.0.1:${port}`;
  if (folder && child.pid !== undefined) await noteOwner(folder, child.pid, endpoint);
  for (const deadline = Date.now() + START_MS; !(await answers(endpoint)); await sleep(50)) {
    if (!ended && Date.now() < deadline) continue;
    onDeath = () => undefined;
    await stop();
    throw new Error(`DynamoDB Local did not start${ended ? '' : ` within ${START_MS / 1000} s`}. ${said()}`);
  }
  return { endpoint, stop };
}

function emulatorFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json');
  return path.join(path.dirname(manifest), 'emulator');
}

/** The last lines of what Java printed: a full disk or a locked file is said there. */
function collectOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk).slice(-2000);
    });
  }
  return () => (text.trim() === '' ? '' : `It said:\n${text.trim()}`);
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(STOP_MS, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await gone;
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    // Any answer will do: without a signature it is an error.
    await (await fetch(endpoint, { signal: AbortSignal.timeout(2000) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
