/** Starts now; each call tells how long it has been, as `1.2 s`. */
export function stopwatch(): () => string {
  const from = performance.now();
  return () => `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
