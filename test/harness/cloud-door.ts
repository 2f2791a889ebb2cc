import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CloudProcess, spawnCloud } from './spawn-cloud.ts';

/** Where test files ask for the run's local cloud; set by Jest's global setup, inherited by its workers. */
export const CLOUD_DOOR = 'OMS_TEST_CLOUD_DOOR';

/** A way in to the run's one local cloud and its one template; made for the first who asks, or never. */
export type CloudDoor = { url: string; close(): Promise<void> };

/** `GET /assembly` answers the synthesised template's folder, `GET /cloud` the address of a cloud in memory. */
export const openCloudDoor = async (): Promise<CloudDoor> => {
  let assembly: Promise<string> | undefined;
  let cloud: Promise<CloudProcess> | undefined;
  const folder = (): Promise<string> => {
    assembly ??= synthesise();
    return assembly;
  };
  const server = createServer(async (request, response) => {
    try {
      if (request.url === '/assembly') return response.end(await folder());
      cloud ??= folder().then((at) => spawnCloud(at, 'memory', 'hosted'));
      return response.end(JSON.stringify(await cloud));
    } catch (error) {
      return response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A run that never asks must be able to end without closing the door.
  server.unref();
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await (await cloud?.catch(() => undefined))?.stop();
    const made = await assembly?.catch(() => undefined);
    if (made) await rm(made, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};

/** The CDK app's output in a folder of its own, so that a synthesis elsewhere does not change it under us. */
const synthesise = async (): Promise<string> => {
  const outdir = await mkdtemp(join(tmpdir(), 'oms-assembly-'));
  const child = spawn(process.execPath, ['infra/app.ts'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', OMS_STAGE: 'dev', OMS_NAG: '', CDK_OUTDIR: outdir },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const [code] = await once(child, 'close');
  if (code === 0) return outdir;
  await rm(outdir, { recursive: true, force: true });
  throw new Error(`The template cannot be made:\n${said}`);
};
