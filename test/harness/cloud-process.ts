/**
 * A local cloud in a process of its own, as `npm start` runs it, but of a template that is there already: takes the
 * assembly, the data folder (or `memory`) and how functions run (`hosted` or in `instances`), prints one line of JSON when it is ready, and ends with its parent.
 */
import { runInForeground } from '../../infra/local/foreground.ts';
import { type LocalCloud, startLocalCloud } from '../../infra/local/local-cloud.ts';
import { explain } from '../../infra/local/start-error.ts';
import { hostFunctions } from './function-host.ts';

const [, , assembly = '', dataDir = 'memory', functions = 'instances'] = process.argv;

let starting: Promise<LocalCloud> | undefined;
const { fatal } = runInForeground(async () => {
  const cloud = await starting?.catch(() => undefined);
  await cloud?.stop();
});

// The parent holds the other end open as long as it lives.
process.stdin.resume();
process.stdin.once('close', () => process.exit(1));

try {
  starting = startLocalCloud({
    assembly,
    dataDir,
    port: 0,
    longestWindowSeconds: 0.1,
    ...(functions === 'hosted' ? { runFunctions: hostFunctions } : {}),
    onFatal: fatal,
    report: (level, message) => {
      if (level === 'error') console.error(message);
    },
  });
  const { url, model, services } = await starting;
  console.log(
    JSON.stringify({
      url,
      region: model.region,
      tableName: model.tables[0]?.name,
      dynamodb: services.endpointEnv.AWS_ENDPOINT_URL_DYNAMODB,
    }),
  );
} catch (error) {
  fatal(explain(error));
}
