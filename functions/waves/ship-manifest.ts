import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { shipManifest } from '../../shared/waves/effects/ship-manifest.ts';
import { shipManifestOperation } from '../../shared/waves/manifest-operations.ts';

export const handler = httpHandler(shipManifestOperation, shipManifest);
