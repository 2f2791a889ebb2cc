import { spawn } from 'node:child_process';

/**
 * Sees to it that a child process ends when this one does, even by SIGKILL: a shell waits for the end of a pipe that only
 * this process holds open, and then kills the child. On Windows there is no such shell: there the next start cleans up.
 *
 * Answers what to call when the child has ended by itself, so that nobody kills another process of its number.
 */
export function endWithParent(pid: number): () => void {
  if (process.platform === 'win32') return () => undefined;
  // In a process group of its own, out of the reach of Ctrl-C.
  const watcher = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.once('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  return () => void watcher.kill('SIGKILL');
}
