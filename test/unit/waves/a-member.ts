import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import type { Member } from '../../../shared/waves/member.ts';
import { aFulfilment } from '../../builders/an-order.ts';

/** A fulfilment of one unit each of some SKUs, at a place of a wave. */
export const aMember = (
  position: number,
  skus: readonly string[],
  change: Partial<Omit<Member, 'fulfilment'>> & { fulfilment?: Partial<Fulfilment> } = {},
): Member => {
  const id = `ful_0${position}`;
  const lines = skus.map((sku, at) => ({ lineId: `lin_${at + 1}`, sku, quantity: 2, picked: 0 }));
  return {
    position,
    fulfilmentId: id,
    state: 'to_pick',
    ...change,
    fulfilment: aFulfilment({ id, lines, waveId: 'wav_1', ...change.fulfilment }),
  };
};
