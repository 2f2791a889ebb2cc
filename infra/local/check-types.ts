import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Report } from './parts.ts';

/** Runs the type checker beside everything else and prints what it finds; a newer run ends an older one. */
export function createTypeCheck(report: Report): () => void {
  let abort = new AbortController();
  return () => {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    const child = spawn(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '--noEmit'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      signal,
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', () => {});
    child.on('close', (code) => {
      if (code !== 0 && !signal.aborted) report('error', `Types do not fit:\n${output.trim()}`);
    });
  };
}
