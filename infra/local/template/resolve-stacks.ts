import type { Assembly, AssemblyStack, RawResource } from './assembly.ts';
import { type Identity, identityOf, nameProperty } from './identities.ts';
import { evaluate, noValue, type Scope } from './intrinsics.ts';
import { supported, withoutEffect } from './supported.ts';
import { TemplateError, type TemplateProblem } from './template-error.ts';

/** A resource that has an effect locally, with every intrinsic function evaluated. */
export type ResolvedResource = {
  stack: string;
  logicalId: string;
  type: string;
  identity: Identity;
  properties: Readonly<Record<string, unknown>>;
};

export type Partition = { region: string; account: string };

/**
 * Evaluates all stacks of an assembly against each other. Resources whose condition does not hold, and those without
 * effect locally, are left out.
 * @throws TemplateError naming every resource type that is not known and every value that cannot be evaluated
 */
export function resolveStacks(assembly: Assembly, partition: Partition): readonly ResolvedResource[] {
  const problems: TemplateProblem[] = [];
  const resolved: ResolvedResource[] = [];
  const exported = new Map<string, unknown>();
  const importValue = (name: string) => {
    if (!exported.has(name)) exported.set(name, findExport(name, scopes));
    return exported.get(name);
  };
  const scopes = assembly.stacks.map((stack) => ({ stack, scope: scopeOf(stack, partition, importValue) }));
  for (const { stack, scope } of scopes) {
    for (const [logicalId, resource] of Object.entries(stack.template.Resources ?? {})) {
      const about = { stack: stack.name, logicalId, type: resource.Type };
      try {
        if (resource.Condition !== undefined && !scope.condition(resource.Condition)) continue;
        if (Object.hasOwn(withoutEffect, resource.Type)) continue;
        if (!Object.hasOwn(supported, resource.Type)) {
          problems.push({ ...about, message: unknownType });
          continue;
        }
        const properties = evaluate(resource.Properties ?? {}, scope) as Record<string, unknown>;
        resolved.push({ ...about, identity: scope.identity(logicalId, resource), properties });
      } catch (error) {
        problems.push({ ...about, message: (error as Error).message });
      }
    }
  }
  if (problems.length > 0) throw new TemplateError(problems);
  return resolved;
}

const unknownType =
  'this resource type is not known to the local cloud. Teach it (template/supported.ts and a reader beside it), ' +
  'or list it in withoutEffect with the reason why it has none locally';

type StackScope = Scope & { identity(logicalId: string, resource: RawResource): Identity };

function scopeOf(
  stack: AssemblyStack,
  partition: Partition,
  importValue: (name: string) => unknown,
): StackScope {
  const { template } = stack;
  const pseudo: Record<string, unknown> = {
    'AWS::Region': partition.region,
    'AWS::AccountId': partition.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${partition.region}:${partition.account}:stack/${stack.name}/local`,
    'AWS::NoValue': noValue,
  };
  const identities = new Map<string, Identity>();
  const scope: StackScope = {
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      const parameter = template.Parameters?.[name];
      if (parameter !== undefined) return parameter.Default;
      const resource = template.Resources?.[name];
      return resource && scope.identity(name, resource).ref;
    },
    getAtt(logicalId, attribute) {
      const resource = template.Resources?.[logicalId];
      if (resource === undefined)
        throw new Error(`Fn::GetAtt ${logicalId}.${attribute} names nothing that exists`);
      const value = scope.identity(logicalId, resource).attributes[attribute];
      if (value !== undefined) return value;
      throw new Error(
        `the attribute ${attribute} of ${logicalId} (${resource.Type}) is not known to the local cloud; ` +
          'extend template/identities.ts',
      );
    },
    importValue,
    condition(name) {
      const condition = template.Conditions?.[name];
      if (condition === undefined) throw new Error(`there is no condition ${name}`);
      return evaluate(condition, scope) === true;
    },
    mapping: (map, key, second) => template.Mappings?.[map]?.[key]?.[second],
    identity(logicalId, resource) {
      const known = identities.get(logicalId);
      if (known !== undefined) return known;
      const given = evaluate(resource.Properties?.[nameProperty(resource.Type)], scope);
      const name = typeof given === 'string' ? given : undefined;
      const identity = identityOf(resource.Type, name, { ...partition, stack: stack.name, logicalId });
      identities.set(logicalId, identity);
      return identity;
    },
  };
  return scope;
}

type ScopedStack = { stack: AssemblyStack; scope: Scope };

function findExport(name: string, scopes: readonly ScopedStack[]): unknown {
  for (const { stack, scope } of scopes) {
    for (const output of Object.values(stack.template.Outputs ?? {})) {
      if (output.Export === undefined || evaluate(output.Export.Name, scope) !== name) continue;
      return evaluate(output.Value, scope);
    }
  }
  throw new Error(`Fn::ImportValue ${name}: no stack of the assembly exports it`);
}
