import { createHash } from 'node:crypto';

/** What names and references of a resource are made of. */
export type Place = { region: string; account: string; stack: string; logicalId: string };

/** A resource's physical name, its `Ref` and its attributes, as CloudFormation would give them. */
export type Identity = { name: string; ref: string; attributes: Readonly<Record<string, string>> };

/** The property that names a resource of this type; where the template leaves it out, CloudFormation makes a name. */
export function nameProperty(type: string): string {
  return NAME_PROPERTIES[type] ?? 'Name';
}

const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::Cognito::UserPool': 'UserPoolName',
  'AWS::Cognito::UserPoolClient': 'ClientName',
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::Cognito::UserPoolDomain': 'Domain',
  'AWS::ApiGatewayV2::Stage': 'StageName',
};

/** The identity of a resource whose name is known; stable from start to start. */
export function identityOf(type: string, given: string | undefined, place: Place): Identity {
  const { region, account, stack, logicalId } = place;
  // Lambda and most others allow 64 characters; CloudFormation cuts its names to fit as well.
  const name = given ?? `${stack}-${logicalId}`.slice(0, 64);
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const id = (length: number) => stableId(`${stack}/${logicalId}`, length);
  switch (type) {
    case 'AWS::Lambda::Function':
      return { name, ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable': {
      const table = arn('dynamodb', `table/${name}`);
      const StreamArn = `${table}/stream/2000-01-01T00:00:00.000`;
      return { name, ref: name, attributes: { Arn: table, StreamArn, TableId: id(20) } };
    }
    case 'AWS::SQS::Queue': {
      const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
      return { name, ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
    }
    case 'AWS::Events::EventBus':
      return { name, ref: name, attributes: { Arn: arn('events', `event-bus/${name}`), Name: name } };
    case 'AWS::Events::Rule':
      return { name, ref: name, attributes: { Arn: arn('events', `rule/${name}`) } };
    case 'AWS::Scheduler::Schedule':
      return { name, ref: name, attributes: { Arn: arn('scheduler', `schedule/default/${name}`) } };
    case 'AWS::Scheduler::ScheduleGroup':
      return { name, ref: name, attributes: { Arn: arn('scheduler', `schedule-group/${name}`) } };
    case 'AWS::ApiGatewayV2::Api': {
      const ref = id(10);
      const ApiEndpoint = `https://${ref}.execute-api.${region}.amazonaws.com`;
      return { name, ref, attributes: { ApiId: ref, ApiEndpoint } };
    }
    case 'AWS::ApiGatewayV2::Authorizer':
      return { name, ref: id(6), attributes: { AuthorizerId: id(6) } };
    case 'AWS::SecretsManager::Secret': {
      const secret = arn('secretsmanager', `secret:${name}-${id(6)}`);
      return { name, ref: secret, attributes: { Id: secret } };
    }
    case 'AWS::Cognito::UserPool': {
      const ref = `${region}_${id(9)}`;
      const ProviderName = `cognito-idp.${region}.amazonaws.com/${ref}`;
      const Arn = arn('cognito-idp', `userpool/${ref}`);
      return {
        name,
        ref,
        attributes: { Arn, UserPoolId: ref, ProviderName, ProviderURL: `https://${ProviderName}` },
      };
    }
    case 'AWS::Cognito::UserPoolClient':
      return { name, ref: id(26), attributes: { ClientId: id(26), Name: name } };
    case 'AWS::IAM::Role':
      return { name, ref: name, attributes: { Arn: `arn:aws:iam::${account}:role/${name}`, RoleId: id(20) } };
    case 'AWS::IAM::ManagedPolicy':
      return {
        name,
        ref: `arn:aws:iam::${account}:policy/${name}`,
        attributes: { PolicyArn: `arn:aws:iam::${account}:policy/${name}` },
      };
    case 'AWS::Logs::LogGroup':
      return { name, ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } };
    case 'AWS::SNS::Topic': {
      const topic = arn('sns', name);
      return { name, ref: topic, attributes: { TopicArn: topic, TopicName: name } };
    }
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm':
      return { name, ref: name, attributes: { Arn: arn('cloudwatch', `alarm:${name}`) } };
    case 'AWS::SES::EmailIdentity':
      return { name, ref: name, attributes: { Arn: arn('ses', `identity/${name}`) } };
    case 'AWS::KMS::Key':
      return { name, ref: id(32), attributes: { Arn: arn('kms', `key/${id(32)}`), KeyId: id(32) } };
    case 'AWS::ApiGatewayV2::Integration':
    case 'AWS::ApiGatewayV2::Route':
    case 'AWS::Lambda::EventSourceMapping':
      return { name, ref: id(10), attributes: {} };
    default:
      return { name, ref: name, attributes: {} };
  }
}

function stableId(seed: string, length: number): string {
  const digits = createHash('sha256').update(seed).digest('hex');
  return BigInt(`0x${digits}`).toString(36).padStart(length, '0').slice(0, length);
}
