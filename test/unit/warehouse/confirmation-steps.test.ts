import { isProblem } from '../../../shared/kernel/problem.ts';
import type { Confirmation } from '../../../shared/warehouse/confirmation-message.ts';
import { alreadyKnown, withPickedAsOf } from '../../../shared/warehouse/confirmation-steps.ts';
import { aFulfilment, anOrder } from '../../builders/an-order.ts';

const NOW = '2026-11-22T08:00:00.000Z';

const shortPick = (at: string): Confirmation => ({
  version: 1,
  messageId: `m-${at}`,
  locationId: 'w1',
  fulfilmentId: aFulfilment().id,
  type: 'picked',
  at,
  lines: [{ lineId: 'lin_1', picked: 0 }],
});

/** The fulfilment after a short pick that was told as of a time. */
const afterShortPick = (at: string) => {
  const next = anOrder({ fulfilments: [aFulfilment({ status: 'exception' })] });
  const decision = withPickedAsOf({ next, events: [] }, shortPick(at), NOW);
  if (decision === 'nothing' || isProblem(decision)) throw new Error('Nothing was decided.');
  const [fulfilment] = decision.next.fulfilments;
  if (!fulfilment) throw new Error('There is no fulfilment.');
  return fulfilment;
};

const isKnown = (toldBefore: string, told: string) =>
  alreadyKnown(afterShortPick(toldBefore), shortPick(told), { step: 'pick', implied: false });

describe('A short pick that is told again', () => {
  it('is passed over where a newer one was told', () => {
    expect(isKnown('2026-11-22T07:00:00.000Z', '2026-11-22T06:59:59.000Z')).toBe(true);
    expect(isKnown('2026-11-22T07:00:00.000Z', '2026-11-22T07:00:01Z')).toBe(false);
  });

  it('is heard after one of a clock that goes years ahead', () => {
    expect(isKnown('2099-01-01T00:00:00.000Z', '2026-11-22T08:00:01.000Z')).toBe(false);
    expect(isKnown('2099-01-01T00:00:00.000Z', '2099-01-01T00:00:05.000Z')).toBe(false);
  });
});
