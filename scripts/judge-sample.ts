import { fileURLToPath } from 'node:url';
import { judgeSample } from './docs/judge-sample.ts';

/** `node scripts/judge-sample.ts [orders [prices]]`: what the detectors of anomalies say of real orders; changes nothing. */
const SAMPLE = fileURLToPath(new URL('sample/online-retail-2010-12-01-to-02.csv.gz', import.meta.url));
const { orders, held, byKind, list } = judgeSample(process.argv[2] ?? SAMPLE, process.argv[3]);
console.log(`${held} of ${orders} orders are held.`);
for (const [kind, count] of Object.entries(byKind)) console.log(`${kind}: ${count}`);
for (const { number, at, reason } of list) console.log(`${number} ${at} ${reason}`);
