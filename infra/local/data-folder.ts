import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './start-error.ts';

type Owner = { pid: number; startedAt: string };

/** Gives the data folder back. */
export type DataFolder = { release(): void };

/**
 * Makes the data folder, if need be, and takes it for this process: two local clouds on the same data would lose some.
 * A lock whose process has ended (SIGKILL, power cut) is taken over.
 * @throws StartError when another local cloud runs on it; the system's error when it cannot be written
 */
export function claimDataFolder(directory: string): DataFolder {
  makeFolder(directory);
  const lock = join(directory, 'lock.json');
  const owner: Owner = { pid: process.pid, startedAt: startOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(lock, JSON.stringify(owner), { flag: 'wx' });
      return { release: () => rmSync(lock, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = readOwner(lock);
      if (holder !== undefined && isAlive(holder)) {
        throw new StartError(
          `A local cloud (process ${holder.pid}) already runs on the data in ${directory}. Stop it first, or choose ` +
            'another folder and port: OMS_DATA_DIR=.oms-2 PORT=3001 npm start',
        );
      }
      discard(lock);
    }
  }
  throw new StartError(`The lock ${lock} keeps coming back: another local cloud is starting on this folder.`);
}

/** Not `recursive: true`: that never returns where the system refuses a folder with ENOENT, as below /proc. */
function makeFolder(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(directory) !== directory) makeFolder(dirname(directory));
  mkdirSync(directory);
}

/** Moves a stale lock away before deleting it, so that of two who find it stale only one does. */
function discard(lock: string): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  rmSync(aside, { force: true });
}

function readOwner(lock: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  // After a restart of the machine another program may have the number; where the system tells, compare their starts.
  return now === '' || startedAt === '' || now === startedAt;
}

/** When a process began, in the system's own ticks; empty where the system has no /proc. */
function startOf(pid: number): string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  const stat = readFileSync(file, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[19] ?? '';
}
