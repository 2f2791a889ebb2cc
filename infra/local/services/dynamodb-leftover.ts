import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const END_MS = 5_000;

/** Who holds a folder's files: the Java process with its address, and the local cloud that started it. */
type Owner = { pid: number; parent: number; endpoint: string };

/** Notes down the Java process, so that a later start finds it should this process be killed, and tools its address. */
export async function noteOwner(folder: string, pid: number, endpoint: string): Promise<void> {
  await writeFile(ownerFile(folder), JSON.stringify({ pid, parent: process.pid, endpoint } satisfies Owner));
}

/** Where the DynamoDB of a running local cloud answers; undefined when none runs on this folder. */
export function runningEndpoint(folder: string): string | undefined {
  const owner = readOwner(folder);
  return owner && isAlive(owner.parent) && isAlive(owner.pid) ? owner.endpoint : undefined;
}

export async function forgetOwner(folder: string): Promise<void> {
  await rm(ownerFile(folder), { force: true });
}

const ownerFile = (folder: string) => path.join(folder, 'process.json');

/**
 * A local cloud that was killed leaves its Java behind, which holds the files: that one is ended here. One whose local
 * cloud still runs is somebody's, and a reason not to start.
 *
 * @throws when another running local cloud uses the folder.
 */
export async function endLeftover(folder: string, jar: string): Promise<void> {
  const owner = readOwner(folder);
  if (!owner || !(await runs(owner.pid, jar))) return;
  if (owner.parent !== process.pid && isAlive(owner.parent)) {
    throw new Error(
      `The data in ${folder} are in use by a local cloud that runs as process ${owner.parent}.`,
    );
  }
  process.kill(owner.pid, 'SIGKILL');
  for (const deadline = Date.now() + END_MS; isAlive(owner.pid) && Date.now() < deadline; ) await sleep(20);
}

function readOwner(folder: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(ownerFile(folder), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Process ids are used again, so that the command line has to name the jar. */
async function runs(pid: number, jar: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const [command, args] =
    process.platform === 'win32'
      ? [
          'powershell',
          ['-NoProfile', '-Command', `(Get-CimInstance Win32_Process -Filter ProcessId=${pid}).CommandLine`],
        ]
      : ['ps', ['-o', 'args=', '-p', String(pid)]];
  try {
    const { stdout } = await promisify(execFile)(command as string, args as string[], { timeout: 5000 });
    return stdout.includes(jar);
  } catch {
    return false;
  }
}
