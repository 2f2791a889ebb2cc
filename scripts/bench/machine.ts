import { execFile } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { findJava } from '../../infra/local/services/java.ts';

/** The machine as it is now: figures mean nothing without it. */
export async function machineText(): Promise<string> {
  const [model] = cpus();
  // Java prints its version as an error.
  const { stderr } = await promisify(execFile)(await findJava(), ['-version']);
  return [
    `${availableParallelism()} cores (${model?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB`,
    `load average ${loadText()}`,
    `Node ${process.versions.node}`,
    stderr.split('\n')[0]?.trim(),
  ].join(' · ');
}

/** The load of the last minute, five and fifteen; above the number of cores, others are at work here too. */
export const loadText = (): string =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(' ');
