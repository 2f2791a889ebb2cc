import * as z from 'zod';
import type { ScanStatus } from '../../fulfilment/carrier-event-schema.ts';
import { readable, type TrackerForm } from './tracker.ts';

const code = z.union([z.string(), z.number()]).transform(String).nullish();

const stepSchema = z.looseObject({
  time: z.string().nullish(),
  ftime: z.string().nullish(),
  status: z.string().nullish(),
  statusCode: code,
});

const bodySchema = z.looseObject({
  status: z.string().nullish(),
  lastResult: z.looseObject({
    com: z.string().min(1).max(60),
    nu: z.string().min(1).max(60),
    state: code,
    data: z.array(stepSchema).max(1000).nullish(),
  }),
});

/** Kuaidi100's states, and the finer ones that begin with another's digits but are none of its kind. */
const STATES: Readonly<Record<string, ScanStatus | undefined>> = {
  '0': 'in_transit',
  '1': 'picked_up',
  '2': 'exception',
  '3': 'delivered',
  '4': 'returned',
  '5': 'out_for_delivery',
  // On its way back: people look, until it is there.
  '6': 'exception',
  '7': 'in_transit',
  '8': 'in_transit',
  '10': 'in_transit',
  '11': 'in_transit',
  '12': 'in_transit',
  '13': 'exception',
  '14': 'exception',
  // Ordered and waiting to be fetched: nothing has moved.
  '101': undefined,
  '102': undefined,
  '103': 'picked_up',
  '1001': 'in_transit',
  '1002': 'in_transit',
  '1003': 'in_transit',
  '401': 'exception',
};

const TEXTS: Readonly<Record<string, ScanStatus>> = {
  在途: 'in_transit',
  揽收: 'picked_up',
  疑难: 'exception',
  签收: 'delivered',
  退签: 'returned',
  派件: 'out_for_delivery',
  退回: 'exception',
  转投: 'in_transit',
  清关: 'in_transit',
  拒签: 'exception',
};

const ofCode = (state: string | null | undefined): ScanStatus | undefined => {
  if (!state) return undefined;
  return Object.hasOwn(STATES, state) ? STATES[state] : STATES[state.slice(0, 1)];
};

/** Kuaidi100's subscription push. Its times are Beijing's. */
export const kuaidi100: TrackerForm = {
  name: 'kuaidi100',
  body: bodySchema,
  read: (body) => {
    const { com, nu, state, data } = bodySchema.parse(body).lastResult;
    const steps = data ?? [];
    const scans = steps.map(({ time, ftime, status, statusCode }, at) => ({
      // The newest stands first; a push without finer codes says in `state` what it means.
      status: statusCode
        ? ofCode(statusCode)
        : ((at === 0 ? ofCode(state) : undefined) ?? TEXTS[status?.trim() ?? ''] ?? 'in_transit'),
      at: ftime ?? time,
    }));
    return { carrierName: com, trackingNumber: nu, scans: readable(scans, '+08:00') };
  },
};
