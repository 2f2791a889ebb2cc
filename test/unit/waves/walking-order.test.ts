import { naturally, walkingOrder, zoneOf } from '../../../shared/waves/bin.ts';

describe('the way through the aisles', () => {
  it('goes up the first aisle and down the second, counting as people do', () => {
    const bins = ['B-01-1', 'A-10-1', 'B-09-1', 'A-2-1', 'C-1-1', 'A-2-10', 'A-2-9', 'C-4-1'];
    expect(walkingOrder(bins)).toEqual([
      'A-2-1',
      'A-2-9',
      'A-2-10',
      'A-10-1',
      'B-09-1',
      'B-01-1',
      'C-1-1',
      'C-4-1',
    ]);
  });

  it('does not turn for an aisle where there is nothing to pick', () => {
    expect(walkingOrder(['C-1', 'C-9', 'A-1', 'A-9'])).toEqual(['A-1', 'A-9', 'C-9', 'C-1']);
    expect(walkingOrder(['A-1', 'A-9', 'B-5', 'C-1', 'C-9'])).toEqual(['A-1', 'A-9', 'B-5', 'C-1', 'C-9']);
  });

  it('is the same whatever order the bins are named in', () => {
    const bins = ['A-1', 'a-2', 'A-03-02-1', 'A-3-2-1', 'B', 'B-1-1-1', '10-1', '9-1'];
    const way = walkingOrder(bins);
    for (let turn = 0; turn < bins.length; turn++) {
      const turned = [...bins.slice(turn), ...bins.slice(0, turn)];
      expect(walkingOrder(turned)).toEqual(way);
    }
    expect(new Set(way)).toEqual(new Set(bins));
    expect(naturally('9-1', '10-1')).toBeLessThan(0);
  });

  it('says in which zone goods lie, or that nobody knows', () => {
    expect(zoneOf('a-2')).toBe(zoneOf('A-10'));
    expect([zoneOf('A-03-02-1'), zoneOf('B'), zoneOf(undefined)]).toEqual(['A', 'B', 'unknown']);
  });
});
