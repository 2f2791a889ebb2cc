import type { GatheringKind, GatheringStatus } from './gathering.ts';

/** A wave or manifest. */
export const gatheringKey = (kind: GatheringKind, id: string) => ({
  pk: `${kind.toUpperCase()}#${id}`,
  sk: kind.toUpperCase(),
});

/** Those of a location in a state, by id, which sorts by time. */
export const gatheringListPk = (kind: GatheringKind, locationId: string, status: GatheringStatus): string =>
  `${kind.toUpperCase()}S#${locationId}#${status}`;

/** Waves and manifests that a sweep has to look at; few enough at a time for one partition of the index. */
export const GATHERING_DUE = 'DUE#gathering#0';
export const gatheringDueSk = (dueAt: string, kind: GatheringKind, id: string): string =>
  `${dueAt}#${kind}#${id}`;

/** Where a location keeps a SKU. */
export const binKey = (locationId: string, sku: string) => ({ pk: `BINS#${locationId}`, sk: sku });
