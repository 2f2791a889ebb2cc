import { print, runInForeground } from './foreground.ts';
import { greeting } from './greeting.ts';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';
import { readOptions } from './options.ts';
import { explain } from './start-error.ts';
import { stopwatch } from './stopwatch.ts';
import { synthesise } from './synthesise.ts';

/** `npm start`: synthesises the template and runs it on this machine until it is told to stop. */
async function main(): Promise<void> {
  const took = stopwatch();
  const options = readOptions(process.env);
  print('info', `Starting; data in ${options.dataDir}`);
  const synthesis = synthesise();
  let starting: Promise<LocalCloud> | undefined;
  const { fatal } = runInForeground(async () => {
    synthesis.cancel();
    const cloud = await starting?.catch(() => undefined);
    await cloud?.stop();
  });
  try {
    starting = startLocalCloud({
      ...options,
      assembly: synthesis.assembly,
      report: print,
      onFatal: fatal,
    });
    print('info', greeting(await starting, options.dataDir, took()));
  } catch (error) {
    fatal(explain(error));
  }
}

main().catch((error: unknown) => {
  print('error', explain(error));
  process.exitCode = 1;
});
