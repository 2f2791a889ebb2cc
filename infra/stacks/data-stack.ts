import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { SecretName } from '../capabilities/types.ts';
import type { StageConfig } from '../config.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { secretName } from '../constructs/function-environment.ts';
import type { TableResources } from '../constructs/shared-resources.ts';

/**
 * The table's indexes: name, partition key, sort key. All keys are strings and items without them are not in the
 * index. Only keys are projected: whoever queries reads the items it shows in one batch, and a change of an item
 * costs no write here unless its place in the index changes.
 */
const indexes = [
  { name: 'byStage', pk: 'stagePk', sk: 'stageSk' },
  { name: 'byCustomer', pk: 'customerId', sk: 'id' },
  { name: 'byChannel', pk: 'channelPk', sk: 'id' },
  { name: 'byKind', pk: 'kindPk', sk: 'id' },
  { name: 'byDue', pk: 'duePk', sk: 'dueSk' },
];

/** What must outlive everything else: the table and the secrets. */
export class DataStack extends Stack {
  readonly table: TableResources;
  readonly secrets: Readonly<Record<SecretName, ISecret>>;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, { description: 'Orders and all that belongs to them; secrets.' });
    const removalPolicy = config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.table = this.#table(config, removalPolicy);
    this.secrets = {
      'webhook-secrets': this.#secret('WebhookSecrets', secretName(config.stage, 'webhook-secrets'), {
        description: 'What senders of webhooks sign with: a JSON object, a key for each sender.',
        // Nobody knows the generated default: a sender without a key of its own is refused.
        generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'default' },
        removalPolicy,
        unrotated: 'Given by the senders, not by us; a person changes them here when a sender does.',
      }),
      'carrier-accounts': this.#secret('CarrierAccounts', secretName(config.stage, 'carrier-accounts'), {
        description: 'Accounts with carriers that are asked by API: a JSON object, a key for each carrier.',
        // A carrier without an account is not asked; nothing that is generated could be one.
        generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'unused' },
        removalPolicy,
        unrotated: 'Given by the carriers, not by us; a person changes them here when a carrier does.',
      }),
      'cursor-key': this.#secret('CursorKey', secretName(config.stage, 'cursor-key'), {
        description: 'Signs the cursors of lists, so that nobody can write one.',
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        removalPolicy,
        unrotated:
          'It protects cursors that live for minutes; a new value only makes clients start their list again.',
      }),
    };
  }

  #table(config: StageConfig, removalPolicy: RemovalPolicy): TableResources {
    const table = new Table(this, 'Table', {
      tableName: `oms-${config.stage}`,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Events are whole in themselves: nobody needs the image before.
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: config.keepData,
      encryption: TableEncryption.AWS_MANAGED,
      removalPolicy,
    });
    for (const { name, pk, sk } of indexes)
      table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: pk, type: AttributeType.STRING },
        sortKey: { name: sk, type: AttributeType.STRING },
        projectionType: ProjectionType.KEYS_ONLY,
      });
    return {
      name: table.tableName,
      arn: table.tableArn,
      indexArns: indexes.map(({ name }) => `${table.tableArn}/index/${name}`),
      streamArn: table.tableStreamArn as string,
    };
  }

  #secret(id: string, name: string, props: SecretProps): ISecret {
    const { unrotated, ...rest } = props;
    const secret = new Secret(this, id, { secretName: name, ...rest });
    acknowledge(secret, 'AwsSolutions-SMG4', unrotated);
    return secret;
  }
}

type SecretProps = {
  description: string;
  generateSecretString: {
    secretStringTemplate?: string;
    generateStringKey?: string;
    passwordLength?: number;
    excludePunctuation?: boolean;
  };
  removalPolicy: RemovalPolicy;
  /** Why it is not rotated by a function. */
  unrotated: string;
};
