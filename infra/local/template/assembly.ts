import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A resource as the template has it, nothing resolved. */
export type RawResource = {
  Type: string;
  Properties?: Record<string, unknown>;
  Condition?: string;
};

export type Template = {
  Resources?: Record<string, RawResource>;
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Outputs?: Record<string, { Value: unknown; Condition?: string; Export?: { Name: unknown } }>;
};

export type AssemblyStack = { name: string; template: Template };

export type Assembly = {
  stacks: readonly AssemblyStack[];
  /** Unpacked asset folders by the object key they are uploaded as. */
  assets: ReadonlyMap<string, string>;
};

type Artifact = { type: string; properties?: Record<string, unknown> };
type AssetManifest = {
  files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
};

/**
 * Reads a CDK cloud assembly (`cdk.out/`) with its stacks, nested assemblies (stages) and file assets.
 * Throws when the folder holds none: the message says how to make it.
 */
export function readAssembly(directory: string): Assembly {
  const stacks: AssemblyStack[] = [];
  const assets = new Map<string, string>();
  collect(resolve(directory), stacks, assets);
  if (stacks.length === 0) throw new Error(`There is no stack in ${directory}: run "npm run synth" first.`);
  return { stacks, assets };
}

function collect(directory: string, stacks: AssemblyStack[], assets: Map<string, string>): void {
  const manifest = readJson(join(directory, 'manifest.json')) as { artifacts?: Record<string, Artifact> };
  for (const [id, artifact] of Object.entries(manifest.artifacts ?? {})) {
    const properties = artifact.properties ?? {};
    if (artifact.type === 'aws:cloudformation:stack') {
      const name = String(properties.stackName ?? id);
      const template = readJson(join(directory, String(properties.templateFile))) as Template;
      stacks.push({ name, template });
    } else if (artifact.type === 'cdk:asset-manifest') {
      collectAssets(directory, String(properties.file), assets);
    } else if (artifact.type === 'cdk:cloud-assembly') {
      collect(join(directory, String(properties.directoryName)), stacks, assets);
    }
  }
}

function collectAssets(directory: string, file: string, assets: Map<string, string>): void {
  const manifest = readJson(join(directory, file)) as AssetManifest;
  for (const { source, destinations } of Object.values(manifest.files ?? {})) {
    if (source.path === undefined) continue;
    for (const { objectKey } of Object.values(destinations)) {
      assets.set(objectKey, resolve(directory, source.path));
    }
  }
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`The cloud assembly is incomplete: ${file} cannot be read. Run "npm run synth".`, {
      cause: error,
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The cloud assembly is damaged: ${file} is not JSON. Run "npm run synth" again.`, {
      cause: error,
    });
  }
}
