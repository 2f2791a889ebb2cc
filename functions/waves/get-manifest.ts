import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readGathering } from '../../shared/waves/effects/end-gathering.ts';
import { getManifestOperation } from '../../shared/waves/manifest-operations.ts';

export const handler = httpHandler(getManifestOperation, ({ params }, deps) =>
  readGathering('manifest', params.id, deps),
);
