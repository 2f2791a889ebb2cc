import type { SynthesisedStack } from './synthesise.ts';

/** A resource of a template, as far as the tests look into it. */
export type CfnResource = {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape; the tests say which they expect.
  Properties: Record<string, any>;
  DeletionPolicy?: string;
};

export type Found = {
  stack: string;
  id: string;
  properties: CfnResource['Properties'];
  resource: CfnResource;
};

/** All resources of a type over all stacks. */
export function resourcesOf(stacks: readonly SynthesisedStack[], type: string): Found[] {
  return stacks.flatMap(({ name, resources }) =>
    Object.entries(resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => ({ stack: name, id, properties: resource.Properties, resource })),
  );
}

/** The first resource of a type; a missing one fails the test by its name. */
export function onlyOf(stacks: readonly SynthesisedStack[], type: string): Found {
  const [found] = resourcesOf(stacks, type);
  if (!found) throw new Error(`The template has no ${type}.`);
  return found;
}

export type Statement = { actions: string[]; resources: unknown[]; effect: string };

/** What a role's inline policies allow. */
export function statementsOf(role: Found): Statement[] {
  return (role.properties.Policies ?? [])
    .flatMap((policy: { PolicyDocument: { Statement: RawStatement[] } }) => policy.PolicyDocument.Statement)
    .map((raw: RawStatement) => ({
      actions: [raw.Action].flat(),
      resources: Array.isArray(raw.Resource) ? raw.Resource : [raw.Resource],
      effect: raw.Effect,
    }));
}

type RawStatement = { Action: string | string[]; Resource: unknown; Effect: string };
