import { join } from 'node:path';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { bundlePath } from '../bundle.ts';
import type { FunctionDefinition } from '../capabilities/types.ts';
import { settingsOf } from '../function-settings.ts';
import { accessPolicy } from './access-policy.ts';
import { acknowledge } from './acknowledge.ts';
import { functionEnvironment } from './function-environment.ts';
import type { SharedResources } from './shared-resources.ts';

export type FunctionProps = {
  capability: string;
  definition: FunctionDefinition;
  resources: SharedResources;
  /** What the trigger itself needs beside the definition's access, such as reading its queue. */
  triggerStatements?: readonly PolicyStatement[];
};

/** A function with a log group and a role of its own. */
export class FunctionWithRole extends Construct {
  readonly fn: LambdaFunction;

  constructor(scope: Construct, id: string, props: FunctionProps) {
    super(scope, id);
    const { capability, definition, resources } = props;
    const { config } = resources;
    const functionName = `oms-${config.stage}-${definition.name}`;
    const { timeoutSeconds, memoryMb } = settingsOf(definition);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: config.logRetentionDays,
      removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const policy = accessPolicy(this, definition.access, logGroup, resources);
    policy.addStatements(...(props.triggerStatements ?? []));
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { access: policy },
    });
    acknowledge(
      role,
      'AwsSolutions-IAM5[Resource::*]',
      'Writing traces to X-Ray, which has no resources to name.',
    );
    this.fn = new LambdaFunction(this, 'Function', {
      functionName,
      description: definition.purpose,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(resources.bundles, bundlePath(capability, definition.name))),
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMb,
      environment: functionEnvironment(capability, definition.access, resources),
      // Whole already: without this, CDK would add a second policy to it.
      role: role.withoutPolicyUpdates(),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    });
  }
}
