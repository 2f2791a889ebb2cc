import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { pickWave } from '../../shared/waves/effects/pick-wave.ts';
import { pickWaveOperation } from '../../shared/waves/wave-operations.ts';

export const handler = httpHandler(pickWaveOperation, pickWave);
