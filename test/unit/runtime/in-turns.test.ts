import { inTurns } from '../../../shared/runtime/in-turns.ts';

const aLittle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('work in turns', () => {
  it('is done for all who came while it was under way, on what the turn before made', async () => {
    const turns: number[][] = [];
    const add = inTurns<number, number>(async (asked, earlier = 0) => {
      turns.push([earlier, ...asked]);
      await aLittle();
      return asked.reduce((sum, each) => sum + each, earlier);
    });
    const first = add('a', 1);
    await aLittle();
    await Promise.all([first, add('a', 2), add('a', 3), add('b', 10)]);
    await add('a', 4);
    expect(turns.filter(([, asked]) => asked !== 10)).toEqual([
      [0, 1],
      [1, 2, 3],
      [0, 4],
    ]);
  });

  it('fails for those in the turn, and goes on with the next', async () => {
    let failing = true;
    const work = inTurns<number, undefined>(async () => {
      await aLittle();
      if (failing) throw new Error('busy');
      return undefined;
    });
    const [one, two] = [work('a', 1), work('a', 2)];
    await expect(one).rejects.toThrow('busy');
    await expect(two).rejects.toThrow('busy');
    failing = false;
    await work('a', 3);
  });
});
