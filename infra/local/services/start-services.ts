import { createFaults } from '../faults.ts';
import { createMeter, meteringOperations } from '../metering.ts';
import type { Services, StartServices } from '../parts.ts';
import { openState } from '../state.ts';
import { startDynamodbProxy } from './dynamodb-proxy.ts';
import { startEndpoint } from './endpoint-server.ts';
import { eventBridgeService } from './eventbridge.ts';
import { openMailbox } from './mailbox.ts';
import { createScheduler } from './scheduler.ts';
import { openSecrets } from './secrets.ts';
import { sesService } from './ses.ts';
import { openQueues } from './sqs/queues.ts';
import { queueOperations, sqsService } from './sqs/sqs.ts';
import { ensureTable } from './tables.ts';

export const startServices: StartServices = async (model, { dataDir, dynamodb, host, invoke, report }) => {
  const meter = createMeter();
  const faults = createFaults();
  for (const table of model.tables) await ensureTable(dynamodb.endpoint, table, report);
  const queues = openQueues(model, dataDir, meter);
  const secrets = openSecrets(model, dataDir);
  const mailbox = openMailbox(dataDir);
  const shared = { model, queues, invoke, meter, report };
  const schedules = openState(dataDir, 'schedules');
  const scheduler = createScheduler({ ...shared, state: schedules });
  const proxy = await startDynamodbProxy({
    endpoint: dynamodb.endpoint,
    host,
    meter,
    faults,
    tables: model.tables,
  });
  const endpoint = await startEndpoint(
    [
      sqsService(model, queues, meter),
      eventBridgeService(shared),
      secrets.service,
      sesService(mailbox, meter),
    ],
    { host, meter, faults },
  );
  report('info', `Secrets: ${secrets.file}`);

  const services: Services = {
    endpointEnv: {
      // For services that are not here as well: better an error from the local cloud than a call to AWS.
      AWS_ENDPOINT_URL: endpoint.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB_STREAMS: proxy.endpoint,
      AWS_ENDPOINT_URL_SQS: endpoint.endpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint.endpoint,
      AWS_ENDPOINT_URL_SESV2: endpoint.endpoint,
    },
    localRoutes: [
      ...queueOperations(model, queues, endpoint.endpoint),
      ...scheduler.operations,
      ...mailbox.operations,
      ...meteringOperations(meter),
      ...faults.operations,
    ],
    meter,
    faults,
    begin: scheduler.begin,
    drain: scheduler.drain,
    stop: async () => {
      await scheduler.drain();
      await Promise.all([endpoint.stop(), proxy.stop()]);
      queues.close();
      mailbox.close();
      schedules.close();
      secrets.close();
    },
  };
  return services;
};
