import { GATHERING_STATUS, type Gathering, type GatheringStatus } from '../../../shared/waves/gathering.ts';
import { built, ended, nothingToGather, whyNotMove } from '../../../shared/waves/gathering-moves.ts';

const AT = '2024-07-01T00:00:00.000Z';
const wave = (status: GatheringStatus): Gathering => ({
  id: 'wav_1',
  kind: 'wave',
  version: 3,
  status,
  locationId: 'main',
  most: 50,
  members: ['a', 'b', 'c'],
  createdAt: AT,
  createdBy: 'user:a',
});

describe('a wave', () => {
  const statuses = Object.keys(GATHERING_STATUS) as GatheringStatus[];

  it('is ended by people only while it is open', () => {
    const possible = statuses.flatMap((from) =>
      statuses.filter((to) => whyNotMove(wave(from), to) === undefined).map((to) => `${from} → ${to}`),
    );
    expect(possible).toEqual(['open → closed', 'open → cancelled']);
    expect(whyNotMove(wave('closed'), 'cancelled')).toMatchObject({
      status: 409,
      code: 'illegal_transition',
    });
    expect(whyNotMove(wave('building'), 'cancelled')).toMatchObject({ extra: { allowed: [] } });
  });

  it('has what it got, in the order of what it wanted; with nothing it is none', () => {
    expect(built(wave('building'), ['c', 'a'], AT)).toMatchObject({
      status: 'open',
      version: 4,
      members: ['a', 'c'],
    });
    expect(built(wave('building'), [], AT)).toMatchObject({ status: 'cancelled', members: [], endedAt: AT });
  });

  it('keeps what stayed behind', () => {
    const left = [{ fulfilmentId: 'a', code: 'order_on_hold' }];
    expect(ended(wave('open'), 'closed', AT, left)).toMatchObject({ status: 'closed', leftBehind: left });
    expect(ended(wave('open'), 'cancelled', AT)).not.toHaveProperty('leftBehind');
    expect([nothingToGather('wave').status, nothingToGather('manifest').status]).toEqual([409, 409]);
  });
});
