import { Worker } from 'node:worker_threads';
import type { Done, Job } from './load-worker.ts';

export type Load = { run(job: Job): Promise<Done>; close(): Promise<unknown> };

/** Starts the thread that asks; it does one job at a time. @throws what the job failed with, if nothing succeeded */
export function openLoad(): Load {
  const worker = new Worker(new URL('./load-worker.ts', import.meta.url));
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        worker.once('error', reject);
        worker.once('message', (done: Done) => {
          worker.off('error', reject);
          if (done.latencies.length > 0) resolve(done);
          else reject(new Error(`Nothing succeeded: ${done.failures.join('; ')}`));
        });
        worker.postMessage(job);
      }),
    close: () => worker.terminate(),
  };
}
