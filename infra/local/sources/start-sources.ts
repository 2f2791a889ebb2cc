import type { EventSourceMapping } from '../model.ts';
import type { Sources, StartSources } from '../parts.ts';
import { openState } from '../state.ts';
import { startQueueSource } from './queue-source.ts';
import { startStreamSource } from './stream-source.ts';

export const startSources: StartSources = async (model, services, invoke, { dataDir, report }) => {
  const { AWS_ENDPOINT_URL_SQS: sqsEndpoint, AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamodbEndpoint } =
    services.endpointEnv;
  if (!sqsEndpoint || !dynamodbEndpoint)
    throw new Error('The services have no endpoint for queues or streams.');
  const state = openState(dataDir, 'checkpoints');

  const start = (mapping: EventSourceMapping): Sources => {
    const fn = model.functions.find(
      ({ name, arn }) => name === mapping.functionName || arn === mapping.functionName,
    );
    if (!fn) throw new Error(`${mapping.logicalId}: there is no function ${mapping.functionName}.`);
    const common = { mapping, fn, region: model.region, invoke, report };
    const queue = model.queues.find(({ arn }) => arn === mapping.sourceArn);
    if (queue) return startQueueSource({ ...common, queue, endpoint: sqsEndpoint });
    const table = model.tables.find(({ streamArn }) => streamArn === mapping.sourceArn);
    if (table) return startStreamSource({ ...common, table, state, dynamodbEndpoint, sqsEndpoint });
    throw new Error(`${mapping.logicalId}: no queue or stream of the template is ${mapping.sourceArn}.`);
  };

  const sources = model.mappings.map(start);
  return {
    stop: async () => {
      await Promise.all(sources.map((source) => source.stop()));
      state.close();
    },
  };
};
