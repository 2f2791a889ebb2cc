import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { QueueName, SecretName } from '../capabilities/types.ts';
import type { StageConfig } from '../config.ts';

/** What functions may be given access to. */
export type SharedResources = {
  config: StageConfig;
  /** The folder that the handlers were bundled into. */
  bundles: string;
  table: TableResources;
  bus: IEventBus;
  queues: Readonly<Record<QueueName, IQueue>>;
  secrets: Readonly<Record<SecretName, ISecret>>;
  /** Where failed schedules and stream records go. */
  failures: { schedules: IQueue; stream: IQueue };
  alarmTopic: ITopic;
};

export type TableResources = {
  name: string;
  arn: string;
  indexArns: readonly string[];
  streamArn: string;
};

/** The API's ids, as routes in other stacks need them. */
export type ApiResources = { apiId: string; authorizerId: string };
