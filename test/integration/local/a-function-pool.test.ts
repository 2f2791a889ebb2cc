import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunctionPool, type FunctionPool } from '../../../infra/local/lambda/function-pool.ts';
import type { LocalFunction, Meter } from '../../../infra/local/model.ts';

const folder = mkdtempSync(join(tmpdir(), 'pool-'));
const pools: FunctionPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function aFunction(code: string, more: Partial<LocalFunction> = {}): LocalFunction {
  made += 1;
  const codeDir = mkdtempSync(join(folder, 'code-'));
  writeFileSync(join(codeDir, 'index.mjs'), code);
  return {
    logicalId: `Fn${made}`,
    name: `fn-${made}`,
    arn: `arn:aws:lambda:eu-central-1:000000000000:function:fn-${made}`,
    handler: 'index.handler',
    codeDir,
    timeoutMs: 5_000,
    memoryMb: 256,
    environment: { GREETING: 'hello' },
    ...more,
  };
}

function aMeter(): Meter & { counts: Record<string, number> } {
  const counts: Record<string, number> = {};
  return {
    counts,
    add: (counter, amount) => {
      counts[counter] = (counts[counter] ?? 0) + amount;
    },
    snapshot: () => counts,
    reset: () => {},
  };
}

function aPool(functions: LocalFunction[], more: { concurrency?: number; logDir?: string } = {}) {
  const meter = aMeter();
  const reports: string[] = [];
  const pool = createFunctionPool(functions, {
    region: 'eu-central-1',
    endpointEnv: { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1' },
    meter,
    report: (_, message) => reports.push(message),
    ...more,
  });
  pools.push(pool);
  return { invoke: pool.invoke, renew: pool.renew, close: pool.close, meter, reports };
}

const echo = 'export const handler = async (event) => ({ event });';

describe('a function in its worker', () => {
  test('gets the event and answers; the second call is warm and keeps its module', async () => {
    const fn = aFunction('let calls = 0; export const handler = async (e) => ({ e, calls: ++calls });');
    const { invoke, meter } = aPool([fn]);
    expect(await invoke(fn.arn, { a: 1 })).toMatchObject({ ok: true, payload: { e: { a: 1 }, calls: 1 } });
    expect(await invoke(fn.arn, 2)).toMatchObject({ ok: true, payload: { e: 2, calls: 2 } });
    expect(meter.counts['lambda.coldStarts']).toBe(1);
    expect(meter.counts['lambda.invocations']).toBe(2);
    expect(meter.counts['lambda.milliseconds']).toBeGreaterThanOrEqual(2);
  });

  test('sees its own environment and what Lambda sets, and nothing of this machine', async () => {
    const fn = aFunction('export const handler = async () => process.env;');
    const { invoke } = aPool([fn]);
    process.env.OMS_SECRET_OF_THE_MACHINE = 'x';
    const result = await invoke(fn.arn, {});
    const env = (result.ok ? result.payload : {}) as Record<string, string>;
    expect(env).toMatchObject({
      GREETING: 'hello',
      AWS_REGION: 'eu-central-1',
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
    });
    expect(Object.keys(env).filter((key) => /^(PATH|HOME|OMS_|npm_)/.test(key))).toEqual([]);
  });

  test('cannot change the environment of another', async () => {
    const one = aFunction('export const handler = async () => { process.env.GREETING = "changed"; };');
    const two = aFunction('export const handler = async () => process.env.GREETING;');
    const { invoke } = aPool([one, two]);
    await invoke(one.arn, {});
    expect(await invoke(two.arn, {})).toMatchObject({ payload: 'hello' });
  });

  test('has a context as in Lambda', async () => {
    const fn = aFunction(
      `export const handler = async (e, c) => ({ ...c, left: c.getRemainingTimeInMillis() });`,
    );
    const result = await aPool([fn]).invoke(fn.arn, {});
    expect(result).toMatchObject({
      ok: true,
      payload: {
        functionName: fn.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: fn.arn,
        memoryLimitInMB: '256',
        logGroupName: `/aws/lambda/${fn.name}`,
        awsRequestId: result.requestId,
      },
    });
    const { left } = (result as { payload: { left: number } }).payload;
    expect(left).toBeGreaterThan(4_000);
    expect(left).toBeLessThanOrEqual(5_000);
  });
});

describe('a function that goes wrong hurts its own invocation only', () => {
  test('an exception is reported with its class, message and stack; the instance stays', async () => {
    const fn = aFunction(
      'export const handler = async (e) => { if (e.bad) throw new TypeError("no good"); return 1; };',
    );
    const { invoke, reports, meter } = aPool([fn]);
    const result = await invoke(fn.arn, { bad: true });
    expect(result).toMatchObject({ ok: false, kind: 'error', errorType: 'TypeError', message: 'no good' });
    expect(reports).toEqual([expect.stringContaining('TypeError: no good')]);
    expect(await invoke(fn.arn, {})).toMatchObject({ ok: true });
    expect(meter.counts['lambda.coldStarts']).toBe(1);
    expect(meter.counts['lambda.errors']).toBe(1);
  });

  test.each([
    ['process.exit', 'process.exit(3)', 'Runtime.ExitError'],
    [
      'an uncaught exception',
      'setTimeout(() => { throw new RangeError("later"); }, 5); await new Promise(() => {});',
      'RangeError',
    ],
    [
      'an unhandled rejection',
      'Promise.reject(new SyntaxError("lost")); await new Promise(() => {});',
      'SyntaxError',
    ],
    [
      'too much memory',
      'const all = []; for (;;) all.push(new Array(10_000).fill(Math.random()));',
      'Runtime.OutOfMemory',
    ],
  ])(
    '%s is a crash; the next invocation gets a new instance',
    async (_, code, errorType) => {
      const fn = aFunction(`export const handler = async (e) => { if (e.bad) { ${code} } return 'fine'; };`, {
        memoryMb: 64,
        timeoutMs: 20_000,
      });
      const other = aFunction(echo);
      const { invoke } = aPool([fn, other]);
      const [bad, good] = await Promise.all([invoke(fn.arn, { bad: true }), invoke(other.arn, 1)]);
      expect(bad).toMatchObject({ ok: false, kind: 'crash', errorType });
      expect(good).toMatchObject({ ok: true });
      expect(await invoke(fn.arn, {})).toMatchObject({ ok: true, payload: 'fine' });
    },
    30_000,
  );

  test('an endless loop ends at the timeout', async () => {
    const fn = aFunction('export const handler = async (e) => { while (e.bad); return "fine"; };', {
      timeoutMs: 300,
    });
    const { invoke } = aPool([fn]);
    expect(await invoke(fn.arn, { bad: true })).toMatchObject({
      ok: false,
      kind: 'timeout',
      message: 'Task timed out after 0.30 seconds',
    });
    expect(await invoke(fn.arn, {})).toMatchObject({ ok: true, payload: 'fine' });
  });

  test.each([
    ['throws while loading', 'throw new Error("no table"); export const handler = 1;', 'Error', 'no table'],
    [
      'imports what is not there',
      'import "nothing-like-this"; export const handler = 1;',
      'Runtime.ImportModuleError',
      'nothing-like-this',
    ],
    ['has no such export', 'export const other = 1;', 'Runtime.HandlerNotFound', 'handler'],
  ])('a module that %s fails the invocation', async (_, code, errorType, message) => {
    const fn = aFunction(code);
    const result = await aPool([fn]).invoke(fn.arn, {});
    expect(result).toMatchObject({ ok: false, kind: 'crash', errorType });
    expect(result).toMatchObject({ message: expect.stringContaining(message) });
  });

  test('payloads beyond 6 MB are refused, both ways', async () => {
    const fn = aFunction('export const handler = async () => "x".repeat(7_000_000);');
    const { invoke } = aPool([fn]);
    expect(await invoke(fn.arn, 'x'.repeat(7_000_000))).toMatchObject({
      errorType: 'RequestTooLargeException',
    });
    expect(await invoke(fn.arn, 1)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });
});

describe('concurrency', () => {
  const slow =
    'export const handler = async () => { await new Promise((r) => setTimeout(r, 200)); return 1; };';

  test('one invocation at a time per instance, up to the limit; the rest waits', async () => {
    const fn = aFunction(
      `let now = 0, most = 0; export const handler = async () => { most = Math.max(most, ++now);
        await new Promise((r) => setTimeout(r, 20)); now--; return most; };`,
    );
    const { invoke, meter } = aPool([fn], { concurrency: 2 });
    const results = await Promise.all(Array.from({ length: 10 }, () => invoke(fn.arn, {})));
    expect(results.map((each) => each.ok && each.payload)).toEqual(Array(10).fill(1));
    expect(meter.counts['lambda.coldStarts']).toBeLessThanOrEqual(2);
  });

  test('beyond the reserved concurrency an invocation is throttled', async () => {
    const fn = aFunction(slow, { reservedConcurrency: 1 });
    const { invoke } = aPool([fn]);
    const results = await Promise.all([invoke(fn.arn, 1), invoke(fn.arn, 2)]);
    expect(results).toMatchObject([{ ok: true }, { ok: false, kind: 'throttled' }]);
  });

  test('closing lets what runs end and takes nothing new', async () => {
    const fn = aFunction(slow);
    const { invoke, close } = aPool([fn]);
    const running = invoke(fn.arn, 1);
    const closing = close();
    expect(await invoke(fn.arn, 2)).toMatchObject({ ok: false, kind: 'throttled' });
    expect(await running).toMatchObject({ ok: true });
    await closing;
  });

  test('renewed functions run new code; what runs ends on the old', async () => {
    const old = aFunction(slow);
    const { invoke, renew } = aPool([old]);
    const running = invoke(old.arn, {});
    renew([{ ...old, codeDir: aFunction('export const handler = async () => 2;').codeDir }]);
    expect(await invoke(old.arn, {})).toMatchObject({ payload: 2 });
    expect(await running).toMatchObject({ ok: true });
  });
});

test('lines a function writes are in its log file', async () => {
  const fn = aFunction(
    'export const handler = async () => { console.log("a line"); console.error("b line"); };',
  );
  const { invoke, close } = aPool([fn], { logDir: folder });
  await invoke(fn.arn, {});
  await close();
  expect(readFileSync(join(folder, `${fn.name}.log`), 'utf8')).toMatch(/a line\n(.*\n)*b line\n/);
});
