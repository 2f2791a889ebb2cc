import { App, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib/core';
import { BUNDLE_ROOT, bundleFunctions } from './bundle.ts';
import { capabilities } from './capabilities/all.ts';
import { stageConfig } from './config.ts';
import { buildCloud } from './stacks/cloud.ts';

/**
 * `node infra/app.ts`: bundles the handlers and writes the templates to cdk.out, without an AWS account.
 * `OMS_STAGE` chooses the stage (dev unless set); `OMS_NAG=1` refuses what cdk-nag finds, which costs about a
 * second and is otherwise the tests' work.
 */
await bundleFunctions();

const app = new App({
  outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
  // Nobody reads these in a template, and they are half of the time it takes.
  analyticsReporting: false,
  treeMetadata: false,
  stackTraces: false,
  // Assets are found by CDK's bootstrap buckets; its version check would put a parameter into every template.
  defaultStackSynthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
});
buildCloud(app, {
  config: stageConfig(process.env.OMS_STAGE ?? 'dev'),
  capabilities,
  bundles: BUNDLE_ROOT,
});
if (process.env.OMS_NAG) {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
}
app.synth();
