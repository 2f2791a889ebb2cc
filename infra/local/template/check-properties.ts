import type { ResolvedResource } from './resolve-stacks.ts';
import { type Support, supported } from './supported.ts';
import type { TemplateProblem } from './template-error.ts';

/** Finds every property of a resource that the local cloud neither honours nor knowingly ignores. */
export function unknownProperties(resource: ResolvedResource): TemplateProblem[] {
  const support = supported[resource.type];
  if (support === undefined) return [];
  return unknownPaths(resource.properties, '', support).map((property) => ({
    stack: resource.stack,
    logicalId: resource.logicalId,
    type: resource.type,
    property,
    message:
      'this property is not known to the local cloud. Honour it and list it under "uses" in template/supported.ts, ' +
      'or under "ignores" with the reason why it has no effect locally',
  }));
}

function unknownPaths(value: unknown, path: string, support: Support): string[] {
  if (Array.isArray(value)) return unique(value.flatMap((each) => unknownPaths(each, path, support)));
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [path];
  return Object.entries(value).flatMap(([key, each]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (support.uses.includes(here) || Object.hasOwn(support.ignores, here)) return [];
    const known = [...support.uses, ...Object.keys(support.ignores)];
    return known.some((each) => each.startsWith(`${here}.`)) ? unknownPaths(each, here, support) : [here];
  });
}

function unique(paths: string[]): string[] {
  return [...new Set(paths)];
}
