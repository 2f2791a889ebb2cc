// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub is written this way.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel } from '../../../infra/local/template/load-model.ts';
import { TemplateError } from '../../../infra/local/template/template-error.ts';

const root = mkdtempSync(join(tmpdir(), 'assembly-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Template = Record<string, unknown>;

/** Writes a cloud assembly of these stacks, with one function asset of key `code.zip`. */
function anAssembly(stacks: Record<string, Template>): string {
  const folder = mkdtempSync(join(root, 'out-'));
  mkdirSync(join(folder, 'asset.code'));
  const artifacts: Record<string, unknown> = {
    assets: { type: 'cdk:asset-manifest', properties: { file: 'a.assets.json' } },
  };
  for (const [name, template] of Object.entries(stacks)) {
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.json` } };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(template));
  }
  const files = {
    code: { source: { path: 'asset.code' }, destinations: { all: { objectKey: 'code.zip' } } },
  };
  writeFileSync(join(folder, 'a.assets.json'), JSON.stringify({ files }));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  return folder;
}

const queue = (Properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties });
const fn = (variables: object, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'fn',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: 'code.zip' },
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Environment: { Variables: variables },
    ...more,
  },
});
const role = { Type: 'AWS::IAM::Role', Properties: {} };

const environmentOf = (variables: object, rest: Template = {}, others: Record<string, Template> = {}) => {
  const { Resources = {}, ...more } = rest as { Resources?: object };
  const main = { Resources: { Fn: fn(variables), Role: role, Queue: queue(), ...Resources }, ...more };
  return loadModel(anAssembly({ main, ...others })).functions[0]?.environment;
};
const problemsOf = (template: Template) => {
  try {
    loadModel(anAssembly({ main: template }));
    return [];
  } catch (error) {
    return error instanceof TemplateError ? error.problems : [error];
  }
};

describe('intrinsic functions', () => {
  test.each<[string, unknown, string]>([
    ['Ref of a queue', { Ref: 'Queue' }, 'https://sqs.eu-central-1.amazonaws.com/000000000000/main-Queue'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-central-1:000000000000:main-Queue'],
    [
      'Fn::Join with nested values',
      { 'Fn::Join': ['-', [{ Ref: 'AWS::Region' }, 'x', 1]] },
      'eu-central-1-x-1',
    ],
    ['Fn::Sub', { 'Fn::Sub': '${AWS::StackName}/${Queue.QueueName}/${!kept}' }, 'main/main-Queue/${kept}'],
    [
      'Fn::Sub with its own names',
      { 'Fn::Sub': ['${A}-${AWS::Partition}', { A: { Ref: 'Stage' } }] },
      'dev-aws',
    ],
    [
      'Fn::Select of Fn::Split',
      { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': 'Queue.Arn' }] }] },
      'main-Queue',
    ],
    ['Fn::If', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'size'] }, 'small'],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'other:Bus' }, 'orders'],
  ])('%s', (_, value, expected) => {
    const environment = environmentOf(
      { VALUE: value, GONE: { Ref: 'AWS::NoValue' } },
      {
        Parameters: { Stage: { Type: 'String', Default: 'dev' } },
        Conditions: {
          IsDev: {
            'Fn::And': [
              { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
              { 'Fn::Not': [{ Condition: 'IsProd' }] },
            ],
          },
          IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        },
        Mappings: { Sizes: { dev: { size: 'small' } } },
      },
      {
        other: {
          Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'orders' } } },
          Outputs: {
            Bus: { Value: { Ref: 'Bus' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Bus' } } },
          },
        },
      },
    );
    expect(environment).toEqual({ VALUE: expected });
  });

  test.each([
    ['a name that does not exist', { Ref: 'Nothing' }, 'Ref Nothing'],
    ['an attribute that is not known', { 'Fn::GetAtt': ['Queue', 'Colour'] }, 'Colour'],
    ['an export nobody has', { 'Fn::ImportValue': 'x' }, 'no stack'],
    ['a function that is not known', { 'Fn::Cidr': [] }, 'Fn::Cidr'],
    ['a dynamic reference', '{{resolve:ssm:x}}', 'dynamic reference'],
  ])('%s is named', (_, value, message) => {
    const [problem] = problemsOf({ Resources: { Fn: fn({ A: value }), Role: role, Queue: queue() } });
    expect(problem).toMatchObject({
      stack: 'main',
      logicalId: 'Fn',
      message: expect.stringContaining(message),
    });
  });

  test('a resource whose condition does not hold is not there', () => {
    const Resources = { Queue: { ...queue(), Condition: 'Never' } };
    const model = loadModel(
      anAssembly({ main: { Resources, Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } } }),
    );
    expect(model.queues).toEqual([]);
  });
});

describe('what the local cloud cannot do is refused, all of it at once', () => {
  test('unknown resource types', () => {
    expect(
      problemsOf({ Resources: { A: { Type: 'AWS::RDS::DBInstance' }, B: { Type: 'Custom::Thing' } } }),
    ).toMatchObject([
      {
        stack: 'main',
        logicalId: 'A',
        type: 'AWS::RDS::DBInstance',
        message: expect.stringContaining('supported.ts'),
      },
      { logicalId: 'B', type: 'Custom::Thing' },
    ]);
  });

  test('unknown properties, by their path', () => {
    const Properties = {
      ScheduleExpression: 'rate(1 hour)',
      EndDate: '2030-01-01',
      Target: { Arn: 'a', EcsParameters: { TaskCount: 1 } },
    };
    const problems = problemsOf({ Resources: { S: { Type: 'AWS::Scheduler::Schedule', Properties } } });
    expect(problems).toMatchObject([{ property: 'EndDate' }, { property: 'Target.EcsParameters' }]);
  });

  test.each([
    ['another runtime', 'Runtime', fn({}, { Runtime: 'python3.13' })],
    ['code that is no asset', 'Code.S3Key', fn({}, { Code: { S3Key: 'other.zip' } })],
    ['a timeout that is no number', 'Timeout', fn({}, { Timeout: 'long' })],
  ])('%s', (_, property, resource) => {
    expect(problemsOf({ Resources: { Fn: resource, Role: role } })).toMatchObject([
      { logicalId: 'Fn', property },
    ]);
  });

  test('properties and types without effect are let pass', () => {
    const Resources = {
      Queue: queue({ Tags: [], SqsManagedSseEnabled: true }),
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
    };
    expect(problemsOf({ Resources })).toEqual([]);
  });

  test('a folder that is no assembly says how to make one', () => {
    expect(() => loadModel(join(root, 'nowhere'))).toThrow(/npm run synth/);
  });
});

test('an HTTP API is put together from its parts, across stacks', () => {
  const api = (type: string, Properties: object) => ({ Type: `AWS::ApiGatewayV2::${type}`, Properties });
  const main = {
    Resources: {
      Api: api('Api', { Name: 'api', ProtocolType: 'HTTP' }),
      Jwt: api('Authorizer', {
        ApiId: { Ref: 'Api' },
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Issuer: { 'Fn::Sub': 'https://${Pool.ProviderName}' },
          Audience: [{ Ref: 'Client' }],
        },
      }),
      Pool: { Type: 'AWS::Cognito::UserPool' },
      Client: { Type: 'AWS::Cognito::UserPoolClient' },
      Fn: fn({}),
      Role: role,
      Integration: api('Integration', {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Fn', 'Arn'] },
        PayloadFormatVersion: '2.0',
      }),
      Route: api('Route', {
        ApiId: { Ref: 'Api' },
        RouteKey: 'GET /a/{id}',
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: 'Jwt' },
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
      }),
    },
    Outputs: { Api: { Value: { Ref: 'Api' }, Export: { Name: 'api' } } },
  };
  const stage = api('Stage', {
    ApiId: { 'Fn::ImportValue': 'api' },
    StageName: '$default',
    DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    RouteSettings: { 'GET /a/{id}': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 } },
  });
  const [result] = loadModel(anAssembly({ main, entry: { Resources: { Stage: stage } } })).apis;
  expect(result).toMatchObject({
    stage: '$default',
    throttle: { rate: 50, burst: 100 },
    routes: [
      {
        routeKey: 'GET /a/{id}',
        functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:fn',
        timeoutMs: 30_000,
        throttle: { rate: 5, burst: 10 },
        authorizer: {
          issuer: expect.stringMatching(
            /^https:\/\/cognito-idp\.eu-central-1\.amazonaws\.com\/eu-central-1_\w{9}$/,
          ),
        },
      },
    ],
  });
});
