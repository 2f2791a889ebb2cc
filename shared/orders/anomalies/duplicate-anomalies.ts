import type { Policy } from '../../policies/policy.ts';
import type { Channel } from '../order.ts';
import type { Anomaly } from './anomaly.ts';
import type { AlikeOrder, Fingerprint } from './fingerprint.ts';

const MINUTE = 60_000;
const NAMED = 3;

type Placing = Omit<Fingerprint, 'goodsAndTown'> & {
  customerId: string;
  /** The ids of the other customers who are known to be the same person. */
  alsoKnownAs?: readonly string[];
  channel: Channel;
  at: string;
};

/** Which of the alike orders the same buyer placed a short time ago; who buys at a counter takes it along twice on purpose. */
export const suspectsAmong = (
  placing: Placing,
  alike: readonly AlikeOrder[],
  { duplicateWindowMinutes }: Policy['anomalies'],
): AlikeOrder[] =>
  placing.channel === 'pos'
    ? []
    : alike.filter(
        (other) =>
          Date.parse(placing.at) - Date.parse(other.placedAt) <= duplicateWindowMinutes * MINUTE &&
          sharedBy(placing, other).length > 0,
      );

const sharedBy = (placing: Placing, other: AlikeOrder): string[] => [
  ...(placing.customerId === other.customerId || placing.alsoKnownAs?.includes(other.customerId)
    ? ['customer']
    : []),
  ...(placing.phone === other.phone ? ['phone'] : []),
  ...(placing.address === other.address ? ['address'] : []),
];

/** A suspected duplicate names the orders it resembles, and by what. It is held, never dropped. */
export const duplicateAnomalies = (placing: Placing, suspects: readonly AlikeOrder[]): Anomaly[] => {
  if (suspects.length === 0) return [];
  const orders = suspects
    .slice(0, NAMED)
    .map((other) => ({ id: other.orderId, number: other.number, same: sharedBy(placing, other) }));
  return [
    {
      kind: 'duplicate',
      code: 'same_goods',
      severity: 'low',
      reason: `the same goods as ${orders.map(({ number, same }) => `${number} (same ${same.join(', ')})`).join(' and ')}`,
      evidence: { orders },
    },
  ];
};
