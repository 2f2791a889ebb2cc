import { App, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib/core';

export type AppOptions = {
  outdir: string;
  /** Whether synthesis fails on a finding of cdk-nag or of CloudFormation's rules. */
  checked: boolean;
};

/** A CDK app that does at synthesis what somebody reads, and no more. */
export async function createApp({ outdir, checked }: AppOptions): Promise<App> {
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
    builtinCloudFormationValidation: checked,
    // A stack that others import from cannot take away what they use.
    context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
    // The command line checks the bootstrap version anyway; the rule would put a parameter into every template.
    defaultStackSynthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  if (checked) {
    const { AwsSolutionsChecks } = await import('cdk-nag');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  }
  return app;
}
