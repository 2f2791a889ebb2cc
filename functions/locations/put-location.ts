import { saveLocation } from '../../shared/locations/effects/location-store.ts';
import { putLocationOperation } from '../../shared/locations/location-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { replacementAnswer } from '../../shared/runtime/replace-document.ts';

export const handler = httpHandler(putLocationOperation, async ({ params, body, ifMatch }, deps) =>
  replacementAnswer(await saveLocation(deps, params.id, body, ifMatch), (location) => location),
);
