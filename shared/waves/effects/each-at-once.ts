/** As many as a function's connections carry without waiting for each other. */
const AT_ONCE = 16;

/** Does something with each, a bounded number of them at a time; answers in their order. The first fault ends it. */
export const eachAtOnce = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [at, item] of left) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
};
