import { BUNDLE_ROOT } from './bundle.ts';
import { capabilities } from './capabilities/all.ts';
import { stageConfig } from './config.ts';
import { createApp } from './create-app.ts';
import { ensureBundles } from './ensure-bundles.ts';
import { pruneAssets } from './prune-assets.ts';
import { buildCloud } from './stacks/cloud.ts';

/**
 * `node infra/app.ts`: bundles the handlers and writes the templates to cdk.out, without an AWS account.
 * `OMS_STAGE` chooses the stage, dev unless set. `OMS_NAG=1`, and every run by the CDK command line, refuses what
 * cdk-nag or CloudFormation's own rules find; that costs seconds, which a restart at home does not have.
 */
const outdir = process.env.CDK_OUTDIR ?? 'cdk.out';
await Promise.all([ensureBundles(), pruneAssets(outdir, new Date())]);
const app = await createApp({
  outdir,
  checked: Boolean(process.env.OMS_NAG ?? process.env.CDK_OUTDIR),
});
const config = stageConfig(process.env.OMS_STAGE ?? 'dev');
buildCloud(app, { config, capabilities, bundles: BUNDLE_ROOT });
app.synth();
