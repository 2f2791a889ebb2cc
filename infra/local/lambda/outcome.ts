/** Lambda's limit for the payload of a synchronous invocation, and for its answer. */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** How an invocation failed, as Lambda reports it to whoever invoked. */
export type InvocationError = { errorType: string; message: string; stack: readonly string[] };

export type Outcome =
  | { ok: true; payload: unknown }
  | { ok: false; kind: 'error' | 'crash' | 'timeout'; error: InvocationError };

/** What a worker says; see `worker-entry.mjs`. */
export type WorkerMessage =
  | { ready: true }
  | { initError: InvocationError }
  | { requestId: string; result: string }
  | { requestId: string; error: InvocationError };

/** The failure of a function that ran longer than it may; Lambda's own words. */
export function timedOut(milliseconds: number): Outcome {
  const message = `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`;
  return { ok: false, kind: 'timeout', error: { errorType: 'Sandbox.Timedout', message, stack: [] } };
}

/** The failure of a worker that died of an uncaught error or of its memory limit. */
export function crashOf(error: unknown, memoryMb: number): InvocationError {
  // An error that crossed the thread's border is not always an instance of this side's Error.
  const { name, message, stack, code } = Object(error) as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const text = `the function used more than its ${memoryMb} MB of memory`;
    return { errorType: 'Runtime.OutOfMemory', message: text, stack: [] };
  }
  if (message === undefined) return { errorType: typeof error, message: String(error), stack: [] };
  return { errorType: name ?? 'Error', message, stack: String(stack ?? '').split('\n') };
}

/** The failure of a function that called `process.exit`. */
export function exited(code: number): InvocationError {
  const message = `the function's process exited with code ${code} before it answered`;
  return { errorType: 'Runtime.ExitError', message, stack: [] };
}
