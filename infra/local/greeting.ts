import { join } from 'node:path';
import type { LocalCloud } from './local-cloud.ts';

/** What a person wants to know once it runs. */
export function greeting(cloud: LocalCloud, dataDir: string, took: string): string {
  const { url, model } = cloud;
  const routes = model.apis.flatMap((api) => api.routes);
  const docs = routes.some((route) => route.routeKey === 'GET /docs') ? [`  API docs  ${url}/docs`] : [];
  const body = `-H 'content-type: application/json' -d '{"groups":["admin"]}'`;
  return [
    '',
    `Ready at ${url} (${took})`,
    '',
    ...docs,
    `  A token   curl -s ${url}/local/token ${body}`,
    `  Mailbox   ${url}/local/mailbox`,
    `  The rest  ${url}/local`,
    `  Logs      ${join(dataDir, 'logs')}`,
    '  Stop      Ctrl+C',
    '',
  ].join('\n');
}
