import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudModel } from '../model.ts';

/** An entry of PutEvents. */
export const EventEntry = z.object({
  Time: z.union([z.number(), z.string()]).optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
});
export type EventEntry = z.infer<typeof EventEntry>;

export type CloudEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: readonly string[];
  detail: unknown;
};

/** Why EventBridge would not take the entry, as the entry's answer says it; `undefined` when it does. */
export function problemOf(
  entry: EventEntry,
  model: CloudModel,
): { ErrorCode: string; ErrorMessage: string } | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) {
      const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
      return { ErrorCode: 'InvalidArgument', ErrorMessage };
    }
  }
  if (entry.Source?.startsWith('aws.')) {
    const ErrorMessage = `Not authorized for the source: ${entry.Source}`;
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage };
  }
  if (!isJsonObject(entry.Detail ?? '')) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  if (busOf(entry) !== 'default' && !model.buses.some(({ name }) => name === busOf(entry))) {
    // AWS drops such events; a failed entry tells of the mistake.
    return {
      ErrorCode: 'ResourceNotFoundException',
      ErrorMessage: `Event bus ${busOf(entry)} does not exist.`,
    };
  }
  return undefined;
}

/** Billed and limited size: 14 bytes for a time and the texts in UTF-8. */
export function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources }: EventEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

/** The name of the entry's bus, which may be given as an ARN. */
export const busOf = ({ EventBusName = 'default' }: EventEntry) =>
  EventBusName.split('/').at(-1) ?? 'default';

/** The event as rules and targets see it. */
export function eventOf(entry: EventEntry, { account, region }: CloudModel): CloudEvent {
  const time =
    typeof entry.Time === 'number' ? new Date(entry.Time * 1000) : new Date(entry.Time ?? Date.now());
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': entry.DetailType ?? '',
    source: entry.Source ?? '',
    account,
    time: `${time.toISOString().slice(0, 19)}Z`,
    region,
    resources: entry.Resources,
    detail: JSON.parse(entry.Detail ?? '{}'),
  };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
