import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from './report.ts';

/** How often a suspect is looked at before it counts as never standing still. */
export const LOOKS = 5;
export const PAUSE_MS = 100;

/** What two looks in a row say alike, word for word; nothing, as soon as one finds nothing. */
export const settled = async (key: string, look: () => Promise<Finding[]>): Promise<Finding[]> => {
  let before: string | undefined;
  for (let at = 0; at < LOOKS; at++) {
    if (at > 0) await sleep(PAUSE_MS);
    const findings = await look();
    if (findings.length === 0) return [];
    const said = JSON.stringify(findings);
    if (said === before) return findings;
    before = said;
  }
  return [restless(key)];
};

/** What never stood still. */
export const restless = (key: string): Finding => ({
  severity: 'pending',
  key,
  what: 'changed at every look',
  look: 'verify again when less is going on',
});
