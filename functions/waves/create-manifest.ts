import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { buildGathering } from '../../shared/waves/effects/build-gathering.ts';
import { createManifestOperation } from '../../shared/waves/manifest-operations.ts';

export const handler = httpHandler(createManifestOperation, (request, deps) =>
  buildGathering('manifest', request, deps),
);
