/**
 * Runs inside a worker thread: one instance of one function, as Lambda's own runtime does it.
 * Plain JavaScript, because stripping types would double the time of a cold start.
 *
 * Parent → here: `{ requestId, payload (JSON text), deadline (epoch ms), traceId }`.
 * Here → parent: `{ ready }`, `{ initError }`, `{ requestId, result (JSON text) }` or `{ requestId, error }`.
 */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const { file, exportName, context } = workerData;

/** A thrown value as Lambda reports it; whatever was thrown, this does not throw. */
function describe(thrown) {
  try {
    if (thrown instanceof Error) {
      return {
        errorType: String(thrown.name ?? 'Error'),
        message: String(thrown.message),
        stack: String(thrown.stack ?? '').split('\n'),
      };
    }
    return {
      errorType: typeof thrown,
      message: typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? String(thrown)),
      stack: [],
    };
  } catch {
    return { errorType: 'Unhandled', message: 'something that cannot be shown was thrown', stack: [] };
  }
}

function contextOf(requestId, deadline) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    ...context,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function invoke(handler, { requestId, payload, deadline, traceId }) {
  process.env._X_AMZN_TRACE_ID = traceId;
  try {
    const result = await handler(JSON.parse(payload), contextOf(requestId, deadline));
    parentPort.postMessage({ requestId, result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    parentPort.postMessage({ requestId, error: describe(error) });
  }
}

/** Lambda's name for what went wrong while loading. */
function initError(error, errorType) {
  const described = describe(error);
  parentPort.postMessage({ initError: { ...described, errorType: errorType ?? described.errorType } });
}

try {
  const module = await import(pathToFileURL(file).href);
  const handler = module[exportName];
  if (typeof handler === 'function') {
    parentPort.on('message', (message) => void invoke(handler, message));
    parentPort.postMessage({ ready: true });
  } else {
    initError(new Error(`${file} exports no function "${exportName}"`), 'Runtime.HandlerNotFound');
  }
} catch (error) {
  initError(error, error?.code === 'ERR_MODULE_NOT_FOUND' ? 'Runtime.ImportModuleError' : undefined);
}
