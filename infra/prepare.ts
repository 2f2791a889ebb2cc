import { ensureBundles } from './ensure-bundles.ts';

/** `npm ci` ends with this: the functions are bundled, and the first start need not do it. */
await ensureBundles();
