import { createTypeCheck } from './check-types.ts';
import { print, runInForeground } from './foreground.ts';
import { greeting } from './greeting.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from './local-cloud.ts';
import { readOptions } from './options.ts';
import { watchBundles } from './reload.ts';
import { explain } from './start-error.ts';
import { stopwatch } from './stopwatch.ts';
import { synthesise } from './synthesise.ts';
import { loadModel } from './template/load-model.ts';
import { watchSources } from './watch-sources.ts';

/** `npm run dev`: as `npm start`, and takes up what changes in functions/, shared/ and infra/. */
async function main(): Promise<void> {
  const took = stopwatch();
  const options = readOptions(process.env);
  let synthesis = synthesise();
  let running: Promise<LocalCloud> | undefined;
  const { fatal } = runInForeground(async () => {
    unwatch?.();
    synthesis.cancel();
    const cloud = await running?.catch(() => undefined);
    await cloud?.stop();
  });
  const cloudOptions = (assembly: LocalCloudOptions['assembly']) => ({
    ...options,
    assembly,
    report: print,
    onFatal: fatal,
  });
  const checkTypes = createTypeCheck(print);
  let unwatch: (() => void) | undefined;

  try {
    running = startLocalCloud(cloudOptions(synthesis.assembly));
    let cloud = await running;
    let bundles = watchBundles(cloud.model.functions);
    print('info', greeting(cloud, options.dataDir, took()));

    /** New code only: workers are replaced, all else stays. */
    const reload = async (paths: readonly string[]) => {
      const changed = await bundles.renew(paths);
      cloud.renewFunctions(changed);
      const names = changed.map(({ name }) => name);
      return names.length === 0 ? 'no function has changed' : `new code for ${names.join(', ')}`;
    };
    /** A new template: the same but for code is a reload, another one a restart. */
    const restart = async () => {
      synthesis = synthesise();
      const next = loadModel(await synthesis.assembly, { region: options.region });
      if (shape(next) === shape(cloud.model)) {
        cloud.renewFunctions(next.functions);
        return 'the template is the same; new code is in';
      }
      await cloud.stop();
      running = startLocalCloud(cloudOptions('cdk.out'));
      cloud = await running;
      bundles = watchBundles(cloud.model.functions);
      return 'the new template runs';
    };

    unwatch = watchSources(['functions', 'shared', 'infra'], async (paths) => {
      const time = stopwatch();
      const template = paths.filter((path) => path.startsWith('infra/') && !path.startsWith('infra/local/'));
      if (paths.some((path) => path.startsWith('infra/local/'))) {
        print('info', 'The local cloud itself has changed: start it again to use that.');
      }
      if (paths.every((path) => path.startsWith('infra/local/'))) return;
      checkTypes();
      try {
        print(
          'info',
          `${paths.join(', ')}: ${await (template.length > 0 ? restart() : reload(paths))} (${time()})`,
        );
      } catch (error) {
        print('error', `${explain(error)}\nThe old version goes on.`);
      }
    });
  } catch (error) {
    fatal(explain(error));
  }
}

/** What of a model does not depend on the functions' code. */
function shape(model: LocalCloud['model']): string {
  return JSON.stringify(model, (key, value: unknown) => (key === 'codeDir' ? undefined : value));
}

main().catch((error: unknown) => {
  print('error', explain(error));
  process.exitCode = 1;
});
