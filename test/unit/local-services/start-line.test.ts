import { setTimeout as sleep } from 'node:timers/promises';
import { createStartLine } from '../../../infra/local/lambda/start-line.ts';

describe('functions that are all called at once', () => {
  it('load a few at a time, each when its turn comes', async () => {
    const line = createStartLine(2);
    let loading = 0;
    let most = 0;
    const loaded: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (each) => {
        const leave = await line.enter();
        loading += 1;
        most = Math.max(most, loading);
        await sleep(2);
        loading -= 1;
        loaded.push(each);
        leave();
        // Said twice, it counts once.
        leave();
      }),
    );
    expect(most).toBe(2);
    expect(loaded).toEqual([1, 2, 3, 4, 5]);
  });
});
