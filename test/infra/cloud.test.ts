import { capabilities } from '../../infra/capabilities/all.ts';
import { queues } from '../../infra/capabilities/queues.ts';
import { sample } from './sample-capability.ts';
import { type SynthesisedStack, synthesise } from './synthesise.ts';
import { onlyOf, resourcesOf } from './template.ts';

let real: SynthesisedStack[];
let sampled: SynthesisedStack[];
beforeAll(async () => {
  real = await synthesise({ stage: 'prod', capabilities });
  sampled = await synthesise({ stage: 'dev', capabilities: [sample] });
});

describe('the stacks', () => {
  it('stay so small that three times the operations still fit', () => {
    for (const { name, resources } of real)
      expect({ name, fits: Object.keys(resources).length <= 160 }).toEqual({ name, fits: true });
  });

  it('hold plain resources: nothing runs code of its own at deployment', () => {
    const types = real.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type));
    expect(types.filter((type) => /^Custom::|CustomResource/.test(type))).toEqual([]);
  });
});

describe('the table', () => {
  it('cannot be lost in production', () => {
    const { properties, resource } = onlyOf(real, 'AWS::DynamoDB::Table');
    expect(properties).toMatchObject({
      TableName: 'oms-prod',
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(resource.DeletionPolicy).toBe('Retain');
  });

  it('goes with its stack in development, where it holds nothing of worth', () => {
    const { properties, resource } = onlyOf(sampled, 'AWS::DynamoDB::Table');
    expect(properties.DeletionProtectionEnabled).toBe(false);
    expect(resource.DeletionPolicy).toBe('Delete');
  });

  it('has string keys only, and indexes that repeat nothing but keys', () => {
    const { properties } = onlyOf(real, 'AWS::DynamoDB::Table');
    for (const { AttributeType } of properties.AttributeDefinitions) expect(AttributeType).toBe('S');
    for (const { Projection } of properties.GlobalSecondaryIndexes)
      expect(Projection).toEqual({ ProjectionType: 'KEYS_ONLY' });
  });
});

describe('the queues', () => {
  it('each set failing messages aside and refuse unencrypted transport', () => {
    for (const { name } of queues) {
      const queue = resourcesOf(real, 'AWS::SQS::Queue').find(
        ({ properties }) => properties.QueueName === `oms-prod-${name}`,
      );
      expect(queue?.properties.RedrivePolicy.maxReceiveCount).toBeGreaterThan(1);
      const policies = resourcesOf(real, 'AWS::SQS::QueuePolicy').filter(
        ({ properties }) => properties.Queues[0].Ref === queue?.id,
      );
      expect(JSON.stringify(policies)).toContain('aws:SecureTransport');
    }
  });

  it('each ring when a message is set aside or late, in words for the merchant', () => {
    const alarms = resourcesOf(real, 'AWS::CloudWatch::Alarm');
    for (const { name, purpose } of queues)
      for (const alarm of [`oms-prod-${name}-dlq-not-empty`, `oms-prod-${name}-late`]) {
        const text = alarms.find(({ properties }) => properties.AlarmName === alarm)?.properties
          .AlarmDescription;
        expect(text).toContain(purpose);
        expect(text).toContain('What to do:');
      }
  });

  it.each([
    ['of the manifest', () => real, capabilities, 'oms-prod-'],
    ['of a sample', () => sampled, [sample], 'oms-dev-'],
  ] as const)(
    '%s hide a message for six times as long as their reader may take',
    (_name, stacks, manifest, prefix) => {
      const named = (type: string, key: string, name: string) =>
        resourcesOf(stacks(), type).find(({ properties }) => properties[key] === prefix + name)?.properties;
      for (const { name, trigger } of manifest.flatMap(({ functions }) => functions)) {
        if (!('queue' in trigger)) continue;
        const visible = named('AWS::SQS::Queue', 'QueueName', trigger.queue)?.VisibilityTimeout;
        const timeout = named('AWS::Lambda::Function', 'FunctionName', name)?.Timeout;
        expect(visible).toBeGreaterThanOrEqual(6 * timeout + (trigger.windowSeconds ?? 0));
      }
    },
  );

  it('are fed by the rule of the bus that names their events', () => {
    for (const { properties } of resourcesOf(real, 'AWS::Events::Rule')) {
      expect(properties.EventPattern.source).toEqual(['oms']);
      expect(properties.Targets[0].DeadLetterConfig).toBeDefined();
    }
    const fed = resourcesOf(real, 'AWS::Events::Rule').map(({ properties }) => properties.Name);
    const wanted = queues.filter(({ feeds }) => feeds !== undefined).map(({ name }) => `oms-prod-${name}`);
    expect(wanted).not.toContain('oms-prod-due-work');
    expect([...fed].sort()).toEqual(wanted.sort());
  });
});

describe('the alarms', () => {
  it('all say what the merchant notices and what to do, to somebody', () => {
    for (const { properties } of resourcesOf(sampled, 'AWS::CloudWatch::Alarm')) {
      expect(properties.AlarmDescription).toMatch(/^[A-Z].{20,} What to do: .{20,}\.$/);
      expect(properties.AlarmActions).toHaveLength(1);
    }
  });

  it('listen to the errors of every function', () => {
    const text = JSON.stringify(resourcesOf(real, 'AWS::CloudWatch::Alarm'));
    for (const { name } of capabilities.flatMap(({ functions }) => functions))
      expect(text).toContain(`"Value":"oms-prod-${name}"`);
  });

  it('are heard: CloudWatch may use the key of the topic they go to', () => {
    const topic = onlyOf(real, 'AWS::SNS::Topic').properties;
    expect(topic.KmsMasterKeyId).toBeDefined();
    expect(JSON.stringify(onlyOf(real, 'AWS::KMS::Key').properties.KeyPolicy)).toContain(
      'cloudwatch.amazonaws.com',
    );
  });
});

describe('the event sources', () => {
  it('report message by message, so that one bad message does not repeat the others', () => {
    const mappings = resourcesOf(sampled, 'AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(2);
    for (const { properties } of mappings)
      expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  it('follow the stream without being stopped by a bad record', () => {
    const stream = resourcesOf(sampled, 'AWS::Lambda::EventSourceMapping').find(
      ({ properties }) => properties.StartingPosition,
    );
    expect(stream?.properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    });
    expect(stream?.properties.DestinationConfig.OnFailure.Destination).toBeDefined();
  });

  it('tell a sweep the planned time', () => {
    expect(onlyOf(sampled, 'AWS::Scheduler::Schedule').properties).toMatchObject({
      Name: 'oms-dev-sweep-samples',
      ScheduleExpression: 'rate(5 minutes)',
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Input: '{"now":"<aws.scheduler.scheduled-time>"}' },
    });
  });
});
