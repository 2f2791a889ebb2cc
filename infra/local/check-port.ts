import { createServer } from 'node:net';
import { explain, StartError } from './start-error.ts';

/**
 * Finds out at once whether a port is free, rather than after seconds of starting.
 * @throws StartError when it is not
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    throw new StartError(`Port ${port}: ${explain(error)}`, { cause: error });
  }
  await new Promise((resolve) => server.close(resolve));
}
