import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { capabilities } from '../../infra/capabilities/all.ts';
import { createApp } from '../../infra/create-app.ts';
import { sample } from './sample-capability.ts';
import { synthesise } from './synthesise.ts';

describe('cdk-nag and CloudFormation find nothing', () => {
  it.each([
    ['in development', 'dev', capabilities],
    ['in production', 'prod', capabilities],
    ['in a sample with every kind of function', 'prod', [sample]],
  ] as const)(
    '%s',
    async (_name, stage, manifest) => {
      const stacks = await synthesise({ stage, capabilities: manifest, checked: true });
      expect(stacks.length).toBeGreaterThan(0);
    },
    120_000,
  );
});

describe('the checks can fail', () => {
  it('when a queue takes messages over plain HTTP and has no dead-letter queue', async () => {
    const outdir = await mkdtemp(join(tmpdir(), 'oms-checks-'));
    const app = await createApp({ outdir, checked: true });
    new Queue(new Stack(app, 'careless'), 'Queue');
    expect(() => app.synth()).toThrow('AwsSolutions-SQS3');
    await rm(outdir, { recursive: true, force: true });
  });
});
