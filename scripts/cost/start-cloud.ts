import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type LocalCloud, startLocalCloud } from '../../infra/local/local-cloud.ts';
import { startDynamodbProcess } from '../../infra/local/services/dynamodb-process.ts';
import { synthesise } from '../../infra/local/synthesise.ts';
import type { Table } from '../../shared/runtime/table.ts';

/** A fresh local cloud in memory, on a free port. */
export type FreshCloud = {
  url: string;
  cloud: LocalCloud;
  /** Past the metering: what a script looks at itself costs nothing. */
  table: Table;
  /** As the functions reach it: every call is metered. */
  meteredTable: Table;
  stop(): Promise<void>;
};

/**
 * Synthesises (unless an `assembly` is given) and starts; `told` hears what goes wrong inside while it runs.
 */
export async function startFreshCloud(
  told: (message: string) => void,
  assembly?: string,
): Promise<FreshCloud> {
  const synthesis = assembly === undefined ? synthesise() : { assembly, cancel: () => undefined };
  const dynamodb = await startDynamodbProcess({ dataDir: 'memory', onDeath: told });
  try {
    const cloud = await startLocalCloud({
      assembly: synthesis.assembly,
      port: 0,
      dataDir: 'memory',
      dynamodbEndpoint: dynamodb.endpoint,
      report: (level, message) => level === 'error' && told(message),
      onFatal: told,
    });
    const name = onlyTable(cloud);
    const direct = clientOf(dynamodb.endpoint);
    const metered = clientOf(cloud.services.endpointEnv.AWS_ENDPOINT_URL_DYNAMODB as string);
    return {
      url: cloud.url,
      cloud,
      table: { client: DynamoDBDocumentClient.from(direct, UNDEFINED_LEFT_OUT), name },
      meteredTable: { client: DynamoDBDocumentClient.from(metered, UNDEFINED_LEFT_OUT), name },
      stop: async () => {
        direct.destroy();
        metered.destroy();
        await cloud.stop();
        await dynamodb.stop();
      },
    };
  } catch (error) {
    synthesis.cancel();
    await dynamodb.stop();
    throw error;
  }
}

const UNDEFINED_LEFT_OUT = { marshallOptions: { removeUndefinedValues: true } };

const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

const onlyTable = ({ model }: LocalCloud): string => {
  const [table] = model.tables;
  if (!table) throw new Error('The template has no table.');
  return table.name;
};
