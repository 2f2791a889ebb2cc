import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePath } from '../../infra/bundle.ts';
import type { Capability } from '../../infra/capabilities/types.ts';
import { type StageName, stageConfig } from '../../infra/config.ts';
import { createApp } from '../../infra/create-app.ts';
import { buildCloud } from '../../infra/stacks/cloud.ts';
import type { CfnResource } from './template.ts';

export type SynthesisedStack = { name: string; resources: Readonly<Record<string, CfnResource>> };

export type SynthesisOptions = { stage: StageName; capabilities: readonly Capability[]; checked?: boolean };

/**
 * Synthesises a stage with placeholders for bundles: the template does not depend on what a handler does.
 * @throws what synthesis throws; with `checked` also when cdk-nag or CloudFormation's rules find something.
 */
export async function synthesise(options: SynthesisOptions): Promise<SynthesisedStack[]> {
  const { stage, capabilities, checked = false } = options;
  const directory = await mkdtemp(join(tmpdir(), 'oms-synth-'));
  try {
    const bundles = join(directory, 'bundles');
    for (const { name: capability, functions } of capabilities)
      for (const { name } of functions) await placeholder(join(bundles, bundlePath(capability, name)), name);
    const app = await createApp({ outdir: join(directory, 'out'), checked });
    buildCloud(app, { config: stageConfig(stage), capabilities, bundles });
    return app.synth().stacks.map(({ stackName, template }) => ({
      name: stackName,
      resources: template.Resources,
    }));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function placeholder(directory: string, name: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'index.mjs'), `export const handler = () => '${name}';\n`);
}
