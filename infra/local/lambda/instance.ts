import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { LocalFunction } from '../model.ts';
import {
  crashOf,
  exited,
  type InvocationError,
  MAX_PAYLOAD_BYTES,
  type Outcome,
  timedOut,
  type WorkerMessage,
} from './outcome.ts';
import { type RuntimeSettings, spawnWorker } from './spawn-worker.ts';

/** One running copy of a function. It takes one invocation at a time; a dead one takes none. */
export type Instance = {
  /** Resolves when the handler can be invoked, or with what went wrong while loading it; never rejects. */
  ready: Promise<InvocationError | undefined>;
  /** False once the worker has ended: after a crash, a timeout or `close`. */
  alive(): boolean;
  run(payload: string, requestId: string): Promise<Outcome>;
  close(): Promise<void>;
};

/** Lambda gives a function 10 s to load. */
const INIT_TIMEOUT_MS = 10_000;

/** Starts an instance in a worker of its own; `log` takes each line it writes. */
export function startInstance(
  fn: LocalFunction,
  settings: RuntimeSettings,
  log: (line: string) => void,
): Instance {
  const worker = spawnWorker(fn, settings);
  copyLines(worker.stdout, log);
  copyLines(worker.stderr, log);

  let death: InvocationError | undefined;
  let current: { requestId: string; settle(outcome: Outcome): void } | undefined;
  const loading = Promise.withResolvers<InvocationError | undefined>();
  const die = (error: InvocationError) => {
    death ??= error;
    loading.resolve(death);
    current?.settle({ ok: false, kind: 'crash', error: death });
  };
  worker.once('error', (error) => die(crashOf(error, fn.memoryMb)));
  worker.once('exit', (code) => die(exited(code)));
  worker.on('message', (message: WorkerMessage) => {
    if ('initError' in message) loading.resolve(message.initError);
    else if ('ready' in message) loading.resolve(undefined);
    else if (message.requestId === current?.requestId) current.settle(outcomeOf(message));
  });
  const loadingTooLong = setTimeout(() => {
    const message = `loading the function took longer than ${INIT_TIMEOUT_MS / 1000} s`;
    loading.resolve({ errorType: 'Sandbox.Timedout', message, stack: [] });
  }, INIT_TIMEOUT_MS);
  void loading.promise.then(() => clearTimeout(loadingTooLong));

  async function close(): Promise<void> {
    death ??= exited(0);
    await worker.terminate();
  }

  async function run(payload: string, requestId: string): Promise<Outcome> {
    if (death !== undefined) return { ok: false, kind: 'crash', error: death };
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    current = { requestId, settle: resolve };
    const timer = setTimeout(() => resolve(timedOut(fn.timeoutMs)), fn.timeoutMs);
    worker.postMessage({ requestId, payload, deadline: Date.now() + fn.timeoutMs, traceId: traceId() });
    const outcome = await promise;
    clearTimeout(timer);
    current = undefined;
    if (!outcome.ok && outcome.kind === 'timeout') await close();
    return outcome;
  }

  return { ready: loading.promise, alive: () => death === undefined, run, close };
}

function outcomeOf(message: Extract<WorkerMessage, { requestId: string }>): Outcome {
  if ('error' in message) return { ok: false, kind: 'error', error: message.error };
  if (Buffer.byteLength(message.result) > MAX_PAYLOAD_BYTES) {
    const text = `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`;
    const error = { errorType: 'Function.ResponseSizeTooLarge', message: text, stack: [] };
    return { ok: false, kind: 'error', error };
  }
  return { ok: true, payload: JSON.parse(message.result) };
}

function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}

function copyLines(stream: Readable, log: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', log);
}
