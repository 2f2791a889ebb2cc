import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pruneAssets } from '../../infra/prune-assets.ts';

describe('assets of earlier syntheses', () => {
  let outdir: string;
  beforeEach(async () => {
    outdir = await mkdtemp(join(tmpdir(), 'oms-prune-'));
    await mkdir(join(outdir, 'asset.used'));
    await mkdir(join(outdir, 'asset.left-over'));
    await writeFile(join(outdir, 'oms-dev-orders.assets.json'), '{"source":{"path":"asset.used"}}');
  });
  afterEach(() => rm(outdir, { recursive: true, force: true }));

  it('go when nobody can be using them any more', async () => {
    await pruneAssets(outdir, hoursFromNow(2));
    expect((await readdir(outdir)).sort()).toEqual(['asset.used', 'oms-dev-orders.assets.json']);
  });

  it('stay for an hour, because a local cloud may run on them', async () => {
    await pruneAssets(outdir, hoursFromNow(0));
    expect(await readdir(outdir)).toContain('asset.left-over');
  });

  it('are no trouble where nothing was synthesised yet', async () => {
    await expect(pruneAssets(join(outdir, 'missing'), hoursFromNow(0))).resolves.toBeUndefined();
  });
});

function hoursFromNow(hours: number): Date {
  return new Date(Date.now() + hours * 60 * 60 * 1000);
}
