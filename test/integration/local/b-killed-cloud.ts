/**
 * A small cloud in a process of its own, to be killed: takes the data folder, tells its endpoints, and names each key
 * that its stream function was given. The function never finishes with the key `stuck`.
 */
import { startSources } from '../../../infra/local/sources/start-sources.ts';
import { aFunction, aMapping, aModel, quiet, startSmallCloud, streamArn } from './b-small-cloud.ts';

const dataDir = process.argv[2] as string;
const fn = aFunction(async (payload) => {
  const { Records } = payload as { Records: { dynamodb: { Keys: { pk: { S: string } } } }[] };
  for (const { dynamodb } of Records) console.log(JSON.stringify({ key: dynamodb.Keys.pk.S }));
  if (Records.some(({ dynamodb }) => dynamodb.Keys.pk.S === 'stuck')) await new Promise(() => undefined);
});
const model = aModel({ mappings: [aMapping({ sourceArn: streamArn, startingPosition: 'TRIM_HORIZON' })] });
const { services, dynamodb } = await startSmallCloud(model, fn.invoke, dataDir);
await startSources(model, services, fn.invoke, { dataDir, report: quiet });
console.log(JSON.stringify({ endpointEnv: services.endpointEnv, dynamodb: dynamodb.endpoint }));
