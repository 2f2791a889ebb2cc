import type { EventSourceMapping } from '../model.ts';
import type { StartSources } from '../parts.ts';
import { openState } from '../state.ts';
import { startQueueSource } from './queue-source.ts';
import { type FollowedStream, streamOperations } from './stream-operations.ts';
import { startStreamSource } from './stream-source.ts';

export const startSources: StartSources = async (model, services, invoke, { dataDir, report }) => {
  const { AWS_ENDPOINT_URL_SQS: sqsEndpoint, AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamodbEndpoint } =
    services.endpointEnv;
  if (!sqsEndpoint || !dynamodbEndpoint)
    throw new Error('The services have no endpoint for queues or streams.');
  const state = openState(dataDir, 'checkpoints');

  const streams: FollowedStream[] = [];
  const start = (mapping: EventSourceMapping): { stop(): Promise<void> } => {
    const fn = model.functions.find(
      ({ name, arn }) => name === mapping.functionName || arn === mapping.functionName,
    );
    if (!fn) throw new Error(`${mapping.logicalId}: there is no function ${mapping.functionName}.`);
    const common = { mapping, fn, region: model.region, invoke, report };
    const queue = model.queues.find(({ arn }) => arn === mapping.sourceArn);
    if (queue) return startQueueSource({ ...common, queue, endpoint: sqsEndpoint });
    const table = model.tables.find(({ streamArn }) => streamArn === mapping.sourceArn);
    if (table) {
      const source = startStreamSource({ ...common, table, state, dynamodbEndpoint, sqsEndpoint });
      streams.push({ table: table.name, function: fn.name, source });
      return source;
    }
    throw new Error(`${mapping.logicalId}: no queue or stream of the template is ${mapping.sourceArn}.`);
  };

  const sources = model.mappings.map(start);
  return {
    localRoutes: streamOperations(streams),
    stop: async () => {
      await Promise.all(sources.map((source) => source.stop()));
      state.close();
    },
  };
};
