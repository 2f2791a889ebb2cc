import type { Tracker } from '../carrier.ts';
import { aftership } from './aftership.ts';
import { easypost } from './easypost.ts';
import { kuaidi100 } from './kuaidi100.ts';
import type { TrackerForm } from './tracker.ts';

const FORMS: Readonly<Record<Tracker, TrackerForm>> = { kuaidi100, easypost, aftership };

/** The form of a tracker's deliveries; undefined for one we do not know. */
export const trackerForm = (name: string): TrackerForm | undefined =>
  Object.hasOwn(FORMS, name) ? FORMS[name as Tracker] : undefined;
