import type { LocalQueue, LocalSecret, LocalTable } from '../model.ts';
import { flag, list, object, property, refuse, text } from './properties.ts';
import { attribute } from './read-compute.ts';
import type { ResolvedResource } from './resolve-stacks.ts';

/** Reads an `AWS::DynamoDB::Table` or `::GlobalTable`. */
export function readTable(resource: ResolvedResource): LocalTable {
  const viewType = text(resource, 'StreamSpecification.StreamViewType');
  const ttl =
    flag(resource, 'TimeToLiveSpecification.Enabled') === false ? undefined : ttlAttribute(resource);
  return {
    logicalId: resource.logicalId,
    name: resource.identity.name,
    arn: attribute(resource, 'Arn'),
    keySchema: list(resource, 'KeySchema'),
    attributeDefinitions: list(resource, 'AttributeDefinitions'),
    globalSecondaryIndexes: list(resource, 'GlobalSecondaryIndexes').map((index) =>
      readIndex(resource, index),
    ),
    ...(viewType !== undefined && {
      streamViewType: viewType,
      streamArn: attribute(resource, 'StreamArn'),
    }),
    ...(ttl !== undefined && { ttlAttribute: ttl }),
  };
}

function ttlAttribute(resource: ResolvedResource): string | undefined {
  return text(resource, 'TimeToLiveSpecification.AttributeName');
}

const indexIgnores = [
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'WarmThroughput',
  'WriteProvisionedThroughputSettings',
  'WriteOnDemandThroughputSettings',
  'ContributorInsightsSpecification',
];

/** Capacity settings of an index have no effect locally, and CreateTable would refuse some of them. */
function readIndex(resource: ResolvedResource, index: unknown): Readonly<Record<string, unknown>> {
  const { IndexName, KeySchema, Projection, ...rest } = index as Record<string, unknown>;
  const unknown = Object.keys(rest).find((name) => !indexIgnores.includes(name));
  if (unknown !== undefined) {
    refuse(resource, `GlobalSecondaryIndexes.${unknown}`, 'this property of an index is not known locally');
  }
  return { IndexName, KeySchema, Projection };
}

const queueAttributes = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'MaximumMessageSize',
  'FifoQueue',
  'ContentBasedDeduplication',
];

/** Reads an `AWS::SQS::Queue` into what CreateQueue takes. */
export function readQueue(resource: ResolvedResource): LocalQueue {
  const attributes: Record<string, string> = {};
  for (const name of queueAttributes) {
    const value = text(resource, name);
    if (value !== undefined) attributes[name] = value;
  }
  const redrive = object(resource, 'RedrivePolicy');
  if (redrive !== undefined) attributes.RedrivePolicy = JSON.stringify(redrive);
  return {
    logicalId: resource.logicalId,
    name: resource.identity.name,
    arn: attribute(resource, 'Arn'),
    url: resource.identity.ref,
    attributes,
  };
}

/** Reads an `AWS::SecretsManager::Secret`. */
export function readSecret(resource: ResolvedResource): LocalSecret {
  const value = text(resource, 'SecretString');
  const generate = property(resource, 'GenerateSecretString');
  return {
    logicalId: resource.logicalId,
    name: resource.identity.name,
    arn: resource.identity.ref,
    ...(value !== undefined && { value }),
    ...(generate !== undefined && { generate: generate as Readonly<Record<string, unknown>> }),
  };
}
