import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readGathering } from '../../shared/waves/effects/end-gathering.ts';
import { getWaveOperation } from '../../shared/waves/wave-operations.ts';

export const handler = httpHandler(getWaveOperation, ({ params }, deps) =>
  readGathering('wave', params.id, deps),
);
