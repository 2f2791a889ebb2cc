import { isProblem } from '../../../shared/kernel/problem.ts';
import { MAX_ACTIVE } from '../../../shared/promotions/promotion.ts';
import { NONE_RUNNING, type Running, runningWith } from '../../../shared/promotions/running.ts';
import { aPromotion } from '../../builders/a-promotion.ts';

const AT = '2026-06-01T00:00:00.000Z';
const ids = (running: Running | { kind: 'problem' }) =>
  'promotions' in running ? running.promotions.map(({ id }) => id) : [];

describe('the promotions that placements read', () => {
  const two = { version: 3, promotions: [aPromotion({ id: 'a' }), aPromotion({ id: 'c' })] };

  it('gain one that is saved as active, in their order, and lose one that is not', () => {
    const three = runningWith(two, 'b', aPromotion({ id: 'b' }), AT);
    expect(three).toMatchObject({ version: 4 });
    expect(ids(three)).toEqual(['a', 'b', 'c']);
    expect(ids(runningWith(two, 'a', aPromotion({ id: 'a', active: false }), AT))).toEqual(['c']);
    expect(ids(runningWith(two, 'c', undefined, AT))).toEqual(['a']);
  });

  it('lose what is over on the way', () => {
    const over = { version: 1, promotions: [aPromotion({ id: 'old', until: AT })] };
    expect(ids(runningWith(over, 'new', aPromotion({ id: 'new' }), AT))).toEqual(['new']);
  });

  it('stay the very same where nothing of them changes', () => {
    expect(runningWith(two, 'z', aPromotion({ id: 'z', active: false }), AT)).toBe(two);
    expect(runningWith(NONE_RUNNING, 'z', undefined, AT)).toBe(NONE_RUNNING);
  });

  it('are not more than a placement can read', () => {
    const promotions = Array.from({ length: MAX_ACTIVE }, (_, at) => aPromotion({ id: `p-${at}` }));
    expect(isProblem(runningWith({ version: 1, promotions }, 'more', aPromotion({ id: 'more' }), AT))).toBe(
      true,
    );
  });
});
