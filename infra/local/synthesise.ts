import { spawn } from 'node:child_process';
import { StartError } from './start-error.ts';

export type Synthesis = {
  /** The cloud assembly's folder, when it is whole. */
  assembly: Promise<string>;
  /** Gives up. */
  cancel(): void;
};

/** Runs the CDK app (`node infra/app.ts`) in a process of its own, in the current folder; it writes `cdk.out`. */
export function synthesise(): Synthesis {
  const child = spawn(process.execPath, ['infra/app.ts'], {
    env: { ...process.env, OMS_STAGE: process.env.OMS_STAGE ?? 'dev' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const assembly = new Promise<string>((resolve, reject) => {
    child.on('error', (error) => reject(new StartError(`The template cannot be made: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve('cdk.out');
      else reject(new StartError(`The template cannot be made ("npm run synth"):\n${output.trim()}`));
    });
  });
  // Whoever waits for it gets the failure; until somebody does, it must not end the process.
  assembly.catch(() => {});
  return { assembly, cancel: () => child.kill() };
}
