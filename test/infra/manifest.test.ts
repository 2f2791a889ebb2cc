import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions, bundlePath, entryOf, MAX_BUNDLE_BYTES } from '../../infra/bundle.ts';
import { partFile } from '../../infra/bundle-parts.ts';
import { capabilities } from '../../infra/capabilities/all.ts';
import type { FunctionDefinition } from '../../infra/capabilities/types.ts';
import { manifestMistakes } from '../../infra/check-manifest.ts';
import { stageConfig } from '../../infra/config.ts';
import { sample } from './sample-capability.ts';

const listed = capabilities.flatMap(({ name, functions }) =>
  functions.map((definition) => ({ capability: name, definition })),
);

describe('the manifest', () => {
  it('and the files under functions/ agree', async () => {
    const files = (await readdir('functions', { recursive: true }))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `functions/${file}`);
    const named = listed.map(({ capability, definition }) => entryOf(capability, definition.name));
    expect(files.sort()).toEqual(named.sort());
  });

  it('has no mistakes', () => {
    expect(manifestMistakes(capabilities)).toEqual([]);
    expect(manifestMistakes([sample])).toEqual([]);
  });

  it('says of every function what the merchant misses without it', () => {
    for (const { definition } of listed) expect(definition.purpose).toMatch(/^[A-Z].{20,}\.$/);
  });

  it.each<[string, FunctionDefinition, string]>([
    ['a name used twice', aRoute({ name: 'read-sample' }), 'Two functions are named read-sample.'],
    [
      'a route given twice under another parameter name',
      aRoute({ trigger: { route: 'GET /v1/samples/{sampleId}', auth: 'jwt' } }),
      'Two functions answer GET /v1/samples/{}.',
    ],
    [
      'a queue with two readers',
      aRoute({ trigger: { queue: 'channel-inbox', batchSize: 1 } }),
      'Two functions read the queue channel-inbox.',
    ],
    [
      'an operation that outlives its request',
      aRoute({ timeoutSeconds: 60 }),
      'other may run longer than the 29 s after which the API gives up.',
    ],
    [
      'a big batch without a window',
      aRoute({ trigger: { queue: 'notifications', batchSize: 50 } }),
      'other asks for 50 messages at once, which needs windowSeconds.',
    ],
    ['a name that is no name', aRoute({ name: 'Other' }), 'Other is not in kebab-case.'],
  ])('refuses %s', (_title, definition, mistake) => {
    expect(manifestMistakes([sample, { name: 'another', functions: [definition] }])).toEqual([mistake]);
  });
});

describe('the bundles', () => {
  let outdir: string;
  const report: string[] = [];
  beforeAll(async () => {
    outdir = await mkdtemp(join(tmpdir(), 'oms-bundles-'));
    await bundleFunctions({ outdir, report: (line) => report.push(line) });
  }, 150_000);
  afterAll(() => rm(outdir, { recursive: true, force: true }));

  it('are each small enough to start quickly', async () => {
    for (const { capability, definition } of listed) {
      const files = ['index.mjs', ...(definition.parts ?? []).map(partFile)];
      for (const file of files) {
        const { size } = await stat(join(outdir, bundlePath(capability, definition.name), file));
        expect({ function: definition.name, file, small: size <= MAX_BUNDLE_BYTES }).toEqual({
          function: definition.name,
          file,
          small: true,
        });
      }
    }
  });

  it('have what they read beside them', async () => {
    for (const { capability, definition } of listed)
      for (const name of Object.keys(definition.assets ?? {}))
        expect(await readdir(join(outdir, bundlePath(capability, definition.name)))).toContain(name);
  });

  it('have source maps beside them', async () => {
    for (const { capability, definition } of listed)
      expect(await readdir(join(outdir, bundlePath(capability, definition.name)))).toContain('index.mjs.map');
  });

  it('are counted in the report', () => {
    expect(report.at(-1)).toMatch(new RegExp(`^bundled ${listed.length} functions, \\d+ KB, in \\d+ ms$`));
  });
});

describe('the stages', () => {
  it('are named when one is asked for that is not there', () => {
    expect(() => stageConfig('test')).toThrow('There is no stage "test"; there are: dev, prod.');
  });
});

function aRoute(overrides: Partial<FunctionDefinition>): FunctionDefinition {
  return {
    name: 'other',
    purpose: 'Others are not seen.',
    trigger: { route: 'GET /v1/others', auth: 'jwt' },
    access: {},
    ...overrides,
  };
}
