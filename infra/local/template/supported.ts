/**
 * What the local cloud runs of a template, as data.
 *
 * `uses`: properties that have their effect locally. `ignores`: properties that have none here, each with the reason why
 * that is harmless. A path is dotted; naming one takes in everything below it; list elements have their list's path.
 * What stands in neither is refused at start: add it here together with the code that honours it.
 */
export type Support = { uses: readonly string[]; ignores: Readonly<Record<string, string>> };

const labels = 'labels and descriptions change nothing';
const rights = 'permissions are not enforced locally';
const atRest = 'nothing is encrypted at rest locally';
const logging = 'logs go to files of the data folder';

export const supported: Readonly<Record<string, Support>> = {
  'AWS::Lambda::Function': {
    uses: [
      'FunctionName',
      'Runtime',
      'Handler',
      'Code.S3Key',
      'Timeout',
      'MemorySize',
      'Environment.Variables',
      'ReservedConcurrentExecutions',
      'PackageType',
    ],
    ignores: {
      'Code.S3Bucket': 'assets are read from the assembly',
      Role: rights,
      Description: labels,
      Tags: labels,
      Architectures: 'the machine has one architecture: its own',
      LoggingConfig: logging,
      TracingConfig: 'traces are not collected locally',
      EphemeralStorage: 'the local /tmp has the size of the disk',
      RuntimeManagementConfig: 'the runtime is the Node.js that runs the local cloud',
      RecursiveLoop: 'loops are not detected locally',
    },
  },
  'AWS::Lambda::EventSourceMapping': {
    uses: [
      'FunctionName',
      'EventSourceArn',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'FunctionResponseTypes',
      'FilterCriteria.Filters',
      'ScalingConfig.MaximumConcurrency',
      'StartingPosition',
      'MaximumRetryAttempts',
      'MaximumRecordAgeInSeconds',
      'BisectBatchOnFunctionError',
      'ParallelizationFactor',
      'DestinationConfig.OnFailure.Destination',
      'Enabled',
    ],
    ignores: { Tags: labels, MetricsConfig: 'metrics are not collected locally', KmsKeyArn: atRest },
  },
  'AWS::DynamoDB::Table': {
    uses: [
      'TableName',
      'KeySchema',
      'AttributeDefinitions',
      'GlobalSecondaryIndexes',
      'StreamSpecification.StreamViewType',
      'TimeToLiveSpecification.AttributeName',
      'TimeToLiveSpecification.Enabled',
    ],
    ignores: {
      BillingMode: 'capacity is metered, not limited',
      ProvisionedThroughput: 'capacity is metered, not limited',
      OnDemandThroughput: 'capacity is metered, not limited',
      WarmThroughput: 'capacity is metered, not limited',
      DeletionProtectionEnabled: 'nothing deletes a local table',
      PointInTimeRecoverySpecification: 'copy the data folder instead',
      SSESpecification: atRest,
      TableClass: 'storage is not priced locally',
      ContributorInsightsSpecification: 'metrics are not collected locally',
      ResourcePolicy: rights,
      Tags: labels,
    },
  },
  'AWS::DynamoDB::GlobalTable': {
    uses: [
      'TableName',
      'KeySchema',
      'AttributeDefinitions',
      'GlobalSecondaryIndexes',
      'StreamSpecification.StreamViewType',
      'TimeToLiveSpecification.AttributeName',
      'TimeToLiveSpecification.Enabled',
    ],
    ignores: {
      BillingMode: 'capacity is metered, not limited',
      WriteProvisionedThroughputSettings: 'capacity is metered, not limited',
      WriteOnDemandThroughputSettings: 'capacity is metered, not limited',
      WarmThroughput: 'capacity is metered, not limited',
      Replicas: 'there is one region locally; its settings are protection, backup and tags',
      SSESpecification: atRest,
      MultiRegionConsistency: 'there is one region locally',
    },
  },
  'AWS::SQS::Queue': {
    uses: [
      'QueueName',
      'VisibilityTimeout',
      'MessageRetentionPeriod',
      'DelaySeconds',
      'ReceiveMessageWaitTimeSeconds',
      'MaximumMessageSize',
      'RedrivePolicy',
      'FifoQueue',
      'ContentBasedDeduplication',
    ],
    ignores: {
      SqsManagedSseEnabled: atRest,
      KmsMasterKeyId: atRest,
      KmsDataKeyReusePeriodSeconds: atRest,
      RedriveAllowPolicy: rights,
      Tags: labels,
    },
  },
  'AWS::Events::EventBus': {
    uses: ['Name'],
    ignores: {
      Description: labels,
      Tags: labels,
      KmsKeyIdentifier: atRest,
      Policy: rights,
      LogConfig: logging,
      DeadLetterConfig: 'concerns events the bus cannot decrypt',
    },
  },
  'AWS::Events::Rule': {
    uses: [
      'Name',
      'EventBusName',
      'EventPattern',
      'State',
      'Targets.Id',
      'Targets.Arn',
      'Targets.InputPath',
      'Targets.DeadLetterConfig.Arn',
      'Targets.RetryPolicy.MaximumRetryAttempts',
    ],
    ignores: {
      Description: labels,
      Tags: labels,
      RoleArn: rights,
      'Targets.RoleArn': rights,
      'Targets.RetryPolicy.MaximumEventAgeInSeconds': 'local retries end long before any age',
    },
  },
  'AWS::Scheduler::Schedule': {
    uses: [
      'Name',
      'GroupName',
      'ScheduleExpression',
      'ScheduleExpressionTimezone',
      'State',
      'Target.Arn',
      'Target.Input',
      'Target.DeadLetterConfig.Arn',
      'Target.RetryPolicy',
    ],
    ignores: {
      Description: labels,
      KmsKeyArn: atRest,
      FlexibleTimeWindow: 'the local clock fires at the start of the window',
      'Target.RoleArn': rights,
    },
  },
  'AWS::ApiGatewayV2::Api': {
    uses: ['Name', 'ProtocolType', 'CorsConfiguration'],
    ignores: {
      Description: labels,
      Tags: labels,
      DisableExecuteApiEndpoint: 'the local address is the only one',
      IpAddressType: 'the local address is the only one',
    },
  },
  'AWS::ApiGatewayV2::Stage': {
    uses: ['ApiId', 'StageName', 'DefaultRouteSettings', 'RouteSettings'],
    ignores: {
      AutoDeploy: 'the template is deployed by starting',
      AccessLogSettings: logging,
      Description: labels,
      Tags: labels,
    },
  },
  'AWS::ApiGatewayV2::Route': {
    uses: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'],
    ignores: { OperationName: labels },
  },
  'AWS::ApiGatewayV2::Integration': {
    uses: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
    ignores: {
      IntegrationMethod: 'Lambda is always invoked by POST',
      Description: labels,
      CredentialsArn: rights,
    },
  },
  'AWS::ApiGatewayV2::Authorizer': {
    uses: [
      'ApiId',
      'AuthorizerType',
      'IdentitySource',
      'JwtConfiguration.Issuer',
      'JwtConfiguration.Audience',
    ],
    ignores: { Name: labels },
  },
  'AWS::SecretsManager::Secret': {
    uses: ['Name', 'SecretString', 'GenerateSecretString'],
    ignores: {
      Description: labels,
      Tags: labels,
      KmsKeyId: atRest,
      ReplicaRegions: 'there is one region locally',
    },
  },
};

/** Resource types that may stand in a template and do nothing locally, each with the reason. */
export const withoutEffect: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'usage statistics of the CDK',
  'AWS::IAM::Role': rights,
  'AWS::IAM::Policy': rights,
  'AWS::IAM::ManagedPolicy': rights,
  'AWS::Lambda::Permission': rights,
  'AWS::SQS::QueuePolicy': rights,
  'AWS::Events::EventBusPolicy': rights,
  'AWS::SNS::TopicPolicy': rights,
  'AWS::S3::BucketPolicy': rights,
  'AWS::Logs::LogGroup': logging,
  'AWS::Logs::ResourcePolicy': logging,
  'AWS::Logs::MetricFilter': 'metrics are not collected locally',
  'AWS::CloudWatch::Alarm': 'alarms watch the cloud',
  'AWS::CloudWatch::CompositeAlarm': 'alarms watch the cloud',
  'AWS::CloudWatch::Dashboard': 'dashboards watch the cloud',
  'AWS::SNS::Topic': 'only alarms use topics; a function that publishes to one gets an error',
  'AWS::SNS::Subscription': 'only alarms use topics',
  'AWS::KMS::Key': atRest,
  'AWS::KMS::Alias': atRest,
  'AWS::Scheduler::ScheduleGroup': 'groups only sort schedules',
  'AWS::Cognito::UserPool': 'the local issuer stands in for it',
  'AWS::Cognito::UserPoolClient': 'the local issuer stands in for it',
  'AWS::Cognito::UserPoolGroup': 'a local token names its groups itself',
  'AWS::Cognito::UserPoolDomain': 'there is no sign-in page locally',
  'AWS::Cognito::UserPoolResourceServer': 'a local token has the standard scope only',
  'AWS::SES::EmailIdentity': 'every sender is accepted locally',
  'AWS::SES::ConfigurationSet': 'mail goes to the local mailbox',
  'AWS::ApiGatewayV2::DomainName': 'the local address is the only one',
  'AWS::ApiGatewayV2::ApiMapping': 'the local address is the only one',
  'AWS::Budgets::Budget': 'nothing costs anything locally',
};
