import type { LocalOperation } from '../local-api/types.ts';
import type { StreamSource } from './stream-source.ts';

export type FollowedStream = { table: string; function: string; source: Pick<StreamSource, 'caughtUpAt'> };

/** `GET /local/streams`: how far each follower of a table's stream is, for tests that wait until all is done. */
export function streamOperations(streams: readonly FollowedStream[]): LocalOperation[] {
  return [
    {
      method: 'GET',
      path: '/local/streams',
      summary: "The followers of the tables' streams; what was written before caughtUpAt has been handed on.",
      handle: async () => ({
        status: 200,
        body: { items: streams.map(({ table, function: name, source }) => item(table, name, source)) },
      }),
    },
  ];
}

function item(table: string, name: string, source: FollowedStream['source']) {
  const at = source.caughtUpAt();
  return { table, function: name, ...(at !== undefined && { caughtUpAt: new Date(at).toISOString() }) };
}
