import type { Throttle } from '../model.ts';

/** Says whether one more request may pass now. */
export type TokenBucket = (nowMs: number) => boolean;

/** A token bucket as API Gateway's: it holds `burst` tokens and gains `rate` a second. */
export function createTokenBucket({ rate, burst }: Throttle): TokenBucket {
  let tokens = burst;
  let filledAt: number | undefined;
  return (nowMs) => {
    const elapsed = Math.max(0, nowMs - (filledAt ?? nowMs));
    tokens = Math.min(burst, tokens + (elapsed / 1000) * rate);
    filledAt = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
