import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { endGathering } from '../../shared/waves/effects/end-gathering.ts';
import { cancelManifestOperation } from '../../shared/waves/manifest-operations.ts';

export const handler = httpHandler(cancelManifestOperation, ({ params, remember }, deps) =>
  endGathering('manifest', params.id, deps, { status: 'cancelled', remember }),
);
