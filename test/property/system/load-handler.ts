import type { callHandler } from '../../harness/call-handler.ts';

type Handler = Parameters<typeof callHandler>[0];

const loaded = new Map<string, Promise<{ handler: Handler }>>();

/** A function's handler by its path under `functions/`; loaded when first asked for, after the environment is set. */
export const loadHandler = async (path: string): Promise<Handler> => {
  const module =
    loaded.get(path) ?? (import(`../../../functions/${path}.ts`) as Promise<{ handler: Handler }>);
  loaded.set(path, module);
  return (await module).handler;
};
