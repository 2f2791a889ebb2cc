import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { buildGathering } from '../../shared/waves/effects/build-gathering.ts';
import { createWaveOperation } from '../../shared/waves/wave-operations.ts';

export const handler = httpHandler(createWaveOperation, (request, deps) =>
  buildGathering('wave', request, deps),
);
