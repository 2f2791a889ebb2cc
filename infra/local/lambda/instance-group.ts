import { randomUUID } from 'node:crypto';
import type { LocalFunction } from '../model.ts';
import { type Instance, startInstance } from './instance.ts';
import type { InvocationError, Outcome } from './outcome.ts';
import type { RuntimeSettings } from './spawn-worker.ts';
import type { StartLine } from './start-line.ts';

export type GroupOptions = RuntimeSettings & {
  /** How many instances may run at once on this machine; what comes beyond waits. */
  concurrency: number;
  /** Shared by all functions of a pool. */
  startLine: StartLine;
  /** An idle instance ends after this time. */
  idleMs: number;
  log(line: string): void;
  onColdStart(milliseconds: number): void;
};

export type GroupResult = {
  outcome: Outcome | { ok: false; kind: 'throttled' };
  requestId: string;
  ms: number;
};

/** All instances of one function. */
export type InstanceGroup = {
  invoke(payload: string): Promise<GroupResult>;
  /** Retires the instances of today: idle ones now, busy ones after their invocation. */
  renew(fn: LocalFunction): void;
  /** Takes nothing new and resolves when what runs has ended, and the workers with it. */
  close(): Promise<void>;
  /** Ends all workers now, whatever they do. */
  terminate(): Promise<void>;
};

/** More than this many waiting invocations of one function are throttled, as Lambda would long before. */
const MAX_WAITING = 1_000;

type Job = { payload: string; requestId: string; finish(result: GroupResult): void };

/** Makes the (still empty) group of a function's instances: started when needed, reused while warm. */
export function createInstanceGroup(first: LocalFunction, options: GroupOptions): InstanceGroup {
  let fn = first;
  let generation = 0;
  let closed = false;
  const waiting: Job[] = [];
  const idle: { instance: Instance; timer: NodeJS.Timeout; generation: number }[] = [];
  let starting = 0;
  let busy = 0;
  const all = new Set<Instance>();
  const ending = new Set<Promise<void>>();
  const emptied: (() => void)[] = [];

  const throttled = (requestId: string): GroupResult => ({
    outcome: { ok: false, kind: 'throttled' },
    requestId,
    ms: 0,
  });

  function end(instance: Instance): void {
    all.delete(instance);
    const closing = instance.close().finally(() => ending.delete(closing));
    ending.add(closing);
  }

  /** An instance is free: it takes what waits, stays warm, or ends because it is dead or of old code. */
  function rest(instance: Instance, bornIn: number): void {
    const usable = instance.alive() && bornIn === generation;
    const job = usable ? waiting.shift() : undefined;
    if (job !== undefined) {
      work(instance, bornIn, job);
    } else if (usable && !closed) {
      const timer = setTimeout(() => retire(entry), options.idleMs);
      const entry = { instance, generation: bornIn, timer };
      idle.push(entry);
    } else {
      end(instance);
      more();
    }
  }

  function retire(entry: (typeof idle)[number]): void {
    idle.splice(idle.indexOf(entry), 1);
    end(entry.instance);
  }

  function work(instance: Instance, bornIn: number, job: Job): void {
    busy += 1;
    const from = performance.now();
    void instance.run(job.payload, job.requestId).then((outcome) => {
      busy -= 1;
      job.finish({ outcome, requestId: job.requestId, ms: performance.now() - from });
      rest(instance, bornIn);
    });
  }

  /** Starts instances while there is more waiting than is being started, within the limit. */
  function more(): void {
    while (starting < waiting.length && starting + busy < limit()) void start();
    if (closed && pending() === 0) for (const resolve of emptied.splice(0)) resolve();
  }

  async function start(): Promise<void> {
    starting += 1;
    const leave = await options.startLine.enter();
    if (waiting.length === 0) {
      // Warm instances were faster.
      starting -= 1;
      leave();
      return more();
    }
    const bornIn = generation;
    const from = performance.now();
    const instance = startInstance(fn, options, options.log);
    all.add(instance);
    const failure = await instance.ready;
    leave();
    starting -= 1;
    options.onColdStart(performance.now() - from);
    if (failure === undefined) return rest(instance, bornIn);
    end(instance);
    failOne(failure, performance.now() - from);
    more();
  }

  /** A function that cannot load fails the invocation it was started for, not all that wait. */
  function failOne(error: InvocationError, ms: number): void {
    const job = waiting.shift();
    job?.finish({ outcome: { ok: false, kind: 'crash', error }, requestId: job.requestId, ms });
  }

  function pending(): number {
    return waiting.length + starting + busy;
  }

  function limit(): number {
    return Math.min(options.concurrency, fn.reservedConcurrency ?? Number.POSITIVE_INFINITY);
  }

  function takeIdle(): (typeof idle)[number] | undefined {
    for (let entry = idle.pop(); entry !== undefined; entry = idle.pop()) {
      clearTimeout(entry.timer);
      if (entry.instance.alive()) return entry;
      end(entry.instance);
    }
    return undefined;
  }

  function retireAll(): void {
    for (const entry of idle.splice(0)) {
      clearTimeout(entry.timer);
      end(entry.instance);
    }
  }

  return {
    invoke(payload) {
      const requestId = randomUUID();
      const reserved = fn.reservedConcurrency;
      const full = reserved !== undefined && busy + waiting.length >= reserved;
      if (closed || full || waiting.length >= MAX_WAITING) return Promise.resolve(throttled(requestId));
      return new Promise((finish) => {
        const job = { payload, requestId, finish };
        const entry = takeIdle();
        if (entry === undefined) {
          waiting.push(job);
          more();
        } else {
          work(entry.instance, entry.generation, job);
        }
      });
    },
    renew(next) {
      fn = next;
      generation += 1;
      retireAll();
    },
    async close() {
      closed = true;
      if (pending() > 0) await new Promise<void>((resolve) => emptied.push(resolve));
      retireAll();
      await Promise.all(ending);
    },
    async terminate() {
      closed = true;
      retireAll();
      for (const instance of [...all]) end(instance);
      await Promise.all(ending);
    },
  };
}
