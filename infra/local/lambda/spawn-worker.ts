import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LocalFunction } from '../model.ts';
import { withLocalQueueUrls } from '../services/sqs/queue-urls.ts';

export type RuntimeSettings = {
  region: string;
  /** `AWS_ENDPOINT_URL_…`: how the SDK finds the local services without knowing that they are local. */
  endpointEnv: Readonly<Record<string, string>>;
};

const ENTRY = new URL('./worker-entry.mjs', import.meta.url);

/** Starts a worker with the function's environment and memory, and nothing of this machine's environment. */
export function spawnWorker(fn: LocalFunction, settings: RuntimeSettings): Worker {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  const logStream = `${day}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
  const { file, exportName } = handlerOf(fn);
  return new Worker(ENTRY, {
    env: environmentOf(fn, settings, logStream),
    execArgv: [],
    argv: [],
    stdout: true,
    stderr: true,
    name: fn.name,
    resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb },
    workerData: {
      file,
      exportName,
      context: {
        functionName: fn.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: fn.arn,
        memoryLimitInMB: String(fn.memoryMb),
        logGroupName: logGroupOf(fn),
        logStreamName: logStream,
      },
    },
  });
}

/** All a function sees in `process.env`: the template's variables and what Lambda sets. */
export function environmentOf(
  fn: LocalFunction,
  settings: RuntimeSettings,
  logStream: string,
): Record<string, string> {
  const { AWS_ENDPOINT_URL_SQS: sqs } = settings.endpointEnv;
  return {
    ...(sqs === undefined ? fn.environment : withLocalQueueUrls(fn.environment, sqs)),
    ...settings.endpointEnv,
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    // The local services check no signature; the SDK wants something to sign with.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(fn),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: fn.codeDir,
    _HANDLER: fn.handler,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

function logGroupOf(fn: LocalFunction): string {
  return `/aws/lambda/${fn.name}`;
}

/** `index.handler` is the export `handler` of `index.mjs` or `index.js`, whichever the asset has. */
function handlerOf(fn: LocalFunction): { file: string; exportName: string } {
  const extension = extname(fn.handler);
  const stem = join(fn.codeDir, fn.handler.slice(0, fn.handler.length - extension.length));
  const file = existsSync(`${stem}.mjs`) ? `${stem}.mjs` : `${stem}.js`;
  return { file, exportName: extension.slice(1) };
}
