import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type LocalCloud, startLocalCloud } from '../infra/local/local-cloud.ts';
import { explain } from '../infra/local/start-error.ts';
import { synthesise } from '../infra/local/synthesise.ts';
import type { Table } from '../shared/runtime/table.ts';
import { openClient } from './demo/client.ts';
import { type DemoOptions, readOptions, USAGE } from './demo/options.ts';
import { createProgress } from './demo/progress.ts';
import { readInvoices } from './demo/read-invoices.ts';
import { runDemo } from './demo/run-demo.ts';
import { createTally } from './demo/tally.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Instances of each function: with two cores more only cost their cold starts. */
const INSTANCES = 2;

const ATTRIBUTION = `Data: Chen, D. (2015). Online Retail. UCI Machine Learning Repository. https://doi.org/10.24432/C5BW33, CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/). Names and addresses are made up.`;

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    say(USAGE);
    return 0;
  }
  const { invoices, unreadable } = readInvoices(options.file);
  say(`${invoices.length} invoices from ${options.file}\n${ATTRIBUTION}\n`);
  const progress = createProgress(process.stdout);
  progress.phase('Starting a local cloud', 0);
  const stopped = new AbortController();
  const cloud = await startCloud(options, stopped);
  try {
    progress.end();
    const client = await openClient(cloud.url);
    const run = { client, progress, tally: createTally(), invoices, startedAt: new Date() };
    stopped.signal.throwIfAborted();
    const interrupted = new Promise<never>((_, reject) => {
      stopped.signal.addEventListener('abort', () => reject(stopped.signal.reason));
    });
    const { text, holds } = await Promise.race([runDemo(run, tableOf(cloud), unreadable), interrupted]);
    say(text);
    say(`\n${holds ? 'All of it agrees, and nothing was lost.' : 'Something is WRONG: see above.'}`);
    client.close();
    if (options.keep) await keepRunning(cloud, stopped.signal);
    else say('Next: npm start, and look around at http://localhost:3000/docs; or npm run demo -- --keep.');
    return holds ? 0 : 1;
  } finally {
    await cloud.stop();
  }
};

/** A local cloud of its own: in memory, at its own port, so that nothing of `npm start` is touched. */
const startCloud = async ({ port }: DemoOptions, stopped: AbortController): Promise<LocalCloud> => {
  const synthesis = synthesise();
  const stop = (): void => {
    synthesis.cancel();
    stopped.abort(new Error('Stopped.'));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return startLocalCloud({
    assembly: synthesis.assembly,
    port,
    dataDir: 'memory',
    concurrency: INSTANCES,
    report: (level, message) => {
      if (level === 'error') process.stderr.write(`\n${message}\n`);
    },
    onFatal: (message) => stopped.abort(new Error(message)),
  });
};

const tableOf = ({ model, services }: LocalCloud): Table => {
  const [table] = model.tables;
  const endpoint = services.endpointEnv.AWS_ENDPOINT_URL_DYNAMODB;
  if (!table || !endpoint) throw new Error('The local cloud has no table.');
  const client = new DynamoDBClient({
    endpoint,
    region: model.region,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  });
  return { client: DynamoDBDocumentClient.from(client), name: table.name };
};

const keepRunning = async ({ url }: LocalCloud, stopped: AbortSignal): Promise<void> => {
  say(`\nStill running at ${url} (Ctrl+C ends it)`);
  say(`  API docs  ${url}/docs\n  Mailbox   ${url}/local/mailbox\n  Queues    ${url}/local/queues`);
  say(`  A token   curl -s ${url}/local/token -H 'content-type: application/json' -d '{"groups":["admin"]}'`);
  if (stopped.aborted) return;
  // The listener alone keeps nobody alive, but the server does.
  await new Promise<void>((resolve) => stopped.addEventListener('abort', () => resolve(), { once: true }));
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`\n${explain(error)}\n`);
    process.exit(2);
  },
);
