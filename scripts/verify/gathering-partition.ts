import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import type { Order } from '../../shared/orders/order.ts';
import { fulfilmentKey } from '../../shared/waves/effects/mark-members.ts';
import { type Gathering, type GatheringKind, MARKS } from '../../shared/waves/gathering.ts';
import { GATHERING_DUE, gatheringKey } from '../../shared/waves/wave-keys.ts';
import { difference, type Finding, type Item, type PartitionReport, type Reference } from './report.ts';

/** Partitions of waves and of manifests. */
export const GATHERINGS = ['WAVE#', 'MANIFEST#'] as const;

/**
 * Proves a wave or manifest: what it has is there, and nothing waits in one that has ended. What broke off long ago is
 * told as unfinished, for the sweep should have found it.
 */
export const gatheringPartition = (asOf: string) => {
  const findings: Finding[] = [];
  const references: Reference[] = [];
  let gatherings = 0;
  return {
    add: (item: Item): void => {
      if (item.pk !== `${item.sk}#${item.id}`) return;
      gatherings++;
      if (item.duePk === GATHERING_DUE && item.status !== 'open' && String(item.dueSk) < asOf)
        findings.push({
          severity: 'pending',
          key: `${item.pk} ${item.sk}`,
          what: `is ${item.status} and should have been settled at ${String(item.dueSk).split('#')[0]}`,
          look: 'the schedule settle-gatherings',
        });
      if (item.duePk === undefined) references.push(...freed(item as unknown as Gathering));
    },
    end: (): PartitionReport => ({
      counts: { 'waves and manifests': gatherings },
      findings,
      references,
      held: [],
      rows: [],
    }),
  };
};

/** What an ended one still holds back from any other. */
const freed = ({ id, kind, members }: Gathering): Reference[] => {
  const { attribute, status } = MARKS[kind];
  return members.map((member) => ({
    key: fulfilmentKey(member),
    wrong: (found) =>
      found && found[attribute] === id && found.status === status
        ? difference(`${id} ${member}`, `has ended and still holds it`, 'end-gathering.ts: giveBack')
        : undefined,
  }));
};

/** Proves that each fulfilment which says where it was taken is known there. */
export const gatheredReferences = ({ fulfilments }: Pick<Order, 'fulfilments'>): Reference[] =>
  fulfilments.flatMap((fulfilment) => [
    ...known(fulfilment, 'wave', fulfilment.waveId),
    ...known(fulfilment, 'manifest', fulfilment.manifestId),
  ]);

const known = ({ id }: Fulfilment, kind: GatheringKind, gathering: string | undefined): Reference[] => {
  if (gathering === undefined) return [];
  return [
    {
      key: gatheringKey(kind, gathering),
      wrong: (found) =>
        (found as Gathering | undefined)?.members.includes(id)
          ? undefined
          : difference(`${id} ${kind}Id`, `${gathering} does not know it`, 'build-gathering.ts'),
    },
  ];
};
