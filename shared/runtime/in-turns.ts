/**
 * Work on one thing that several ask for at the same time, in this instance: whoever comes while it is under way shares
 * the next turn with all who wait, so that a batch of messages writes a popular item twice and not once a message, and
 * does not stand in its own way. `earlier`: what the turn just before made of it. A turn that fails fails for all in it.
 */
export const inTurns = <Asked, Made>(
  work: (asked: readonly [Asked, ...Asked[]], earlier: Made | undefined) => Promise<Made>,
): ((name: string, one: Asked) => Promise<void>) => {
  const next = new Map<string, { asked: [Asked, ...Asked[]]; done: Promise<void> }>();
  const running = new Map<string, Promise<Made>>();
  return (name, one) => {
    const turn = next.get(name);
    if (turn) {
      turn.asked.push(one);
      return turn.done;
    }
    const asked: [Asked, ...Asked[]] = [one];
    const done = (async () => {
      const earlier = await running.get(name)?.catch(() => undefined);
      next.delete(name);
      const made = work(asked, earlier);
      running.set(name, made);
      try {
        await made;
      } finally {
        if (running.get(name) === made) running.delete(name);
      }
    })();
    next.set(name, { asked, done });
    return done;
  };
};
