import { capabilities } from '../../infra/capabilities/all.ts';
import { sample } from './sample-capability.ts';
import { type SynthesisedStack, synthesise } from './synthesise.ts';
import { type Found, resourcesOf, statementsOf } from './template.ts';

const XRAY = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

describe.each([
  ['the manifest', capabilities],
  ['a sample with every kind of function', [sample]],
])('roles of %s', (_name, manifest) => {
  let stacks: SynthesisedStack[];
  let roles: Found[];
  beforeAll(async () => {
    stacks = await synthesise({ stage: 'prod', capabilities: manifest });
    roles = resourcesOf(stacks, 'AWS::IAM::Role');
  });

  it('gives every function a role that no other function has', () => {
    const used = resourcesOf(stacks, 'AWS::Lambda::Function').map(
      ({ stack, properties }) => `${stack} ${properties.Role['Fn::GetAtt'][0]}`,
    );
    expect(used.length).toBe(manifest.flatMap(({ functions }) => functions).length);
    expect(new Set(used).size).toBe(used.length);
  });

  it('allows no wildcard but the traces, which have no resource to name', () => {
    for (const role of roles)
      for (const { actions, resources } of statementsOf(role)) {
        expect(actions.filter((action) => action.includes('*'))).toEqual([]);
        const everything = resources.filter((resource) => JSON.stringify(resource).includes('*'));
        if (everything.length > 0) expect(actions).toEqual(XRAY);
      }
  });

  it('keeps all that a role allows in the role itself', () => {
    expect(resourcesOf(stacks, 'AWS::IAM::Policy')).toEqual([]);
    expect(roles.filter(({ properties }) => properties.ManagedPolicyArns)).toEqual([]);
  });
});

describe('a role has what its definition names, and nothing else', () => {
  let stacks: SynthesisedStack[];
  beforeAll(async () => {
    stacks = await synthesise({ stage: 'dev', capabilities: [sample] });
  });

  /** Actions of a function's role, without its log and its traces. */
  function allowed(functionName: string): string[] {
    const fn = resourcesOf(stacks, 'AWS::Lambda::Function').find(
      ({ properties }) => properties.FunctionName === functionName,
    );
    const role = resourcesOf(stacks, 'AWS::IAM::Role').find(
      ({ stack, id }) => stack === fn?.stack && id === fn.properties.Role['Fn::GetAtt'][0],
    );
    if (!role) throw new Error(`${functionName} has no role.`);
    return statementsOf(role)
      .flatMap(({ actions }) => actions)
      .filter((action) => !/^(logs|xray):/.test(action))
      .sort();
  }

  it.each([
    [
      'read-sample',
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Query', 'secretsmanager:GetSecretValue'],
    ],
    ['receive-sample', ['dynamodb:PutItem', 'secretsmanager:GetSecretValue', 'sqs:SendMessage']],
    [
      'apply-sample',
      [
        'dynamodb:ConditionCheckItem',
        'dynamodb:UpdateItem',
        'ses:SendEmail',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
    ],
    [
      'publish-sample',
      [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        'events:PutEvents',
        'sqs:SendMessage',
      ],
    ],
    ['name-sampler', []],
  ])('%s', (name, actions) => {
    expect(allowed(`oms-dev-${name}`)).toEqual(actions);
  });

  it('tells a function where to find what it may touch, and only that', () => {
    const variables = Object.fromEntries(
      resourcesOf(stacks, 'AWS::Lambda::Function').map(({ properties }) => [
        properties.FunctionName,
        Object.keys(properties.Environment.Variables).sort(),
      ]),
    );
    const always = [
      'NODE_OPTIONS',
      'POWERTOOLS_METRICS_NAMESPACE',
      'POWERTOOLS_SERVICE_NAME',
      'STAGE',
      'TABLE_NAME',
    ];
    const also = (...names: string[]) => [...always, ...names].sort();
    expect(variables).toEqual({
      'oms-dev-read-sample': also('CURSOR_KEY_ID'),
      'oms-dev-receive-sample': also('CHANNEL_INBOX_QUEUE_URL', 'DUE_WORK_QUEUE_URL', 'WEBHOOK_SECRETS_ID'),
      'oms-dev-apply-sample': also('MAIL_FROM', 'OWN_QUEUE_URL'),
      'oms-dev-publish-sample': also('EVENT_BUS_NAME'),
      'oms-dev-sweep-samples': also('DUE_WORK_QUEUE_URL'),
      'oms-dev-name-sampler': also(),
    });
  });
});
