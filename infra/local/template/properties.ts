import type { ResolvedResource } from './resolve-stacks.ts';
import { TemplateError } from './template-error.ts';

/** A property by its dotted path; `undefined` where the template has none. */
export function property(resource: ResolvedResource, path: string): unknown {
  let value: unknown = resource.properties;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** A property as text; refuses lists and objects. */
export function text(resource: ResolvedResource, path: string): string | undefined {
  const value = property(resource, path);
  if (value === undefined) return undefined;
  if (typeof value === 'object') return refuse(resource, path, 'this must be text');
  return String(value);
}

/** A property as text that must be there. */
export function requiredText(resource: ResolvedResource, path: string): string {
  return text(resource, path) ?? refuse(resource, path, 'this property is missing');
}

/** A property as a number; CloudFormation allows numbers as text. */
export function number(resource: ResolvedResource, path: string): number | undefined {
  const value = text(resource, path);
  if (value === undefined) return undefined;
  const result = Number(value);
  return Number.isFinite(result) ? result : refuse(resource, path, `"${value}" is not a number`);
}

/** A property as a truth value; CloudFormation allows `"true"`. */
export function flag(resource: ResolvedResource, path: string): boolean | undefined {
  const value = text(resource, path);
  return value === undefined ? undefined : value === 'true';
}

/** A list property; empty where the template has none. */
export function list(resource: ResolvedResource, path: string): readonly unknown[] {
  const value = property(resource, path) ?? [];
  return Array.isArray(value) ? value : refuse(resource, path, 'this must be a list');
}

/** An object property, or `undefined`. */
export function object(
  resource: ResolvedResource,
  path: string,
): Readonly<Record<string, unknown>> | undefined {
  const value = property(resource, path);
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(resource, path, 'this must be an object');
  }
  return value as Record<string, unknown>;
}

/** Stops the start: the template says something about this resource that cannot be done locally. */
export function refuse(resource: ResolvedResource, path: string | undefined, message: string): never {
  const { stack, logicalId, type } = resource;
  throw new TemplateError([{ stack, logicalId, type, ...(path && { property: path }), message }]);
}
