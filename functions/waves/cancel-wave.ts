import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { endGathering } from '../../shared/waves/effects/end-gathering.ts';
import { cancelWaveOperation } from '../../shared/waves/wave-operations.ts';

export const handler = httpHandler(cancelWaveOperation, ({ params, remember }, deps) =>
  endGathering('wave', params.id, deps, { status: 'cancelled', remember }),
);
