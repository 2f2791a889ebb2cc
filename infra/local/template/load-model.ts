import type { CloudModel } from '../model.ts';
import { readAssembly } from './assembly.ts';
import { unknownProperties } from './check-properties.ts';
import { readFunction, readMapping } from './read-compute.ts';
import { readBus, readRule, readSchedule } from './read-events.ts';
import { readHttpApi } from './read-http-api.ts';
import { readQueue, readSecret, readTable } from './read-storage.ts';
import { type ResolvedResource, resolveStacks } from './resolve-stacks.ts';
import { TemplateError } from './template-error.ts';

export type LoadModelOptions = { region?: string; account?: string };

/**
 * Makes the local cloud's picture of a synthesised CDK app.
 * @param directory the cloud assembly, normally `cdk.out`
 * @throws TemplateError naming everything in it that would not behave locally as it does in AWS
 */
export function loadModel(directory: string, options: LoadModelOptions = {}): CloudModel {
  const region = options.region ?? 'eu-central-1';
  const account = options.account ?? '000000000000';
  const assembly = readAssembly(directory);
  const resources = resolveStacks(assembly, { region, account });
  const problems = resources.flatMap(unknownProperties);
  if (problems.length > 0) throw new TemplateError(problems);

  const read = <T>(types: string[], reader: (resource: ResolvedResource) => T | undefined): T[] =>
    resources
      .filter((each) => types.includes(each.type))
      .map(reader)
      .filter((each) => each !== undefined);

  return {
    region,
    account,
    functions: read(['AWS::Lambda::Function'], (each) => readFunction(each, assembly.assets)),
    tables: read(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], readTable),
    queues: read(['AWS::SQS::Queue'], readQueue),
    buses: read(['AWS::Events::EventBus'], readBus),
    rules: read(['AWS::Events::Rule'], readRule),
    schedules: read(['AWS::Scheduler::Schedule'], readSchedule),
    mappings: read(['AWS::Lambda::EventSourceMapping'], readMapping),
    secrets: read(['AWS::SecretsManager::Secret'], readSecret),
    apis: read(['AWS::ApiGatewayV2::Api'], (each) => readHttpApi(each, resources)),
  };
}
