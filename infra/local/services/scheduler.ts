import { randomUUID } from 'node:crypto';
import { type LocalOperation, LocalRequestError } from '../local-api/types.ts';
import type { CloudModel, Invoke, LocalSchedule, Meter } from '../model.ts';
import type { Report } from '../parts.ts';
import type { State } from '../state.ts';
import { deadLetterAttributes, deliver } from './deliver.ts';
import { findByName } from './find-by-name.ts';
import { type NextRun, parseExpression } from './schedule-expression.ts';
import { inputOf, instant, readNow } from './schedule-input.ts';
import type { Queues } from './sqs/queues.ts';

type SchedulerOptions = {
  model: CloudModel;
  queues: Queues;
  invoke: Invoke;
  meter: Meter;
  report: Report;
  /** Remembers when each schedule was first seen: a rate keeps its beat over restarts. */
  state: State;
};
type Entry = { schedule: LocalSchedule; arn: string; nextRun: NextRun };

export type Scheduler = {
  operations: readonly LocalOperation[];
  begin(): void;
  /** Starts nothing more and resolves when what runs has ended. */
  drain(): Promise<void>;
};

/** The longest a timer waits at once: it keeps to the clock when the machine slept or its clock was set. */
const LONGEST_WAIT_MS = 60_000;

/** EventBridge Scheduler. Runs that fell into a time when the local cloud was off are not made up for, as in AWS. */
export function createScheduler(options: SchedulerOptions, now: () => Date = () => new Date()): Scheduler {
  const { model, queues, meter, report, state } = options;
  const createdAt = ({ name, expression }: LocalSchedule) => {
    const key = `${name}|${expression}`;
    const known = state.get(key);
    if (known !== undefined) return new Date(known);
    const created = now();
    state.set(key, created.toISOString());
    return created;
  };
  const entries = model.schedules.map((schedule): Entry => {
    const arn = `arn:aws:scheduler:${model.region}:${model.account}:schedule/default/${schedule.name}`;
    return {
      schedule,
      arn,
      nextRun: parseExpression(schedule.expression, schedule.timezone, createdAt(schedule)),
    };
  });
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  const wait = (entry: Entry, due: Date) => {
    const left = due.getTime() - now().getTime();
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        if (left > LONGEST_WAIT_MS) {
          wait(entry, due);
          return;
        }
        const run = execute(entry, due).catch((error: Error) =>
          report('error', `Schedule ${entry.schedule.name}: ${error.message}`),
        );
        running.add(run);
        run.finally(() => running.delete(run));
        plan(entry, due);
      },
      Math.min(Math.max(left, 0), LONGEST_WAIT_MS),
    );
    timer.unref();
    timers.add(timer);
  };

  const plan = (entry: Entry, after: Date) => {
    const due = entry.nextRun(new Date(Math.max(after.getTime(), now().getTime())));
    if (due && entry.schedule.enabled && !stopping.signal.aborted) wait(entry, due);
  };

  const execute = async (entry: Entry, due: Date): Promise<void> => {
    const { schedule, arn } = entry;
    const executionId = randomUUID();
    const { maximumAttempts, maximumEventAgeSeconds } = schedule.retry;
    meter.add('scheduler.invocations', 1, schedule.name);
    const outcome = await deliver(
      {
        targetArn: schedule.targetArn,
        payload: (attempt) => inputOf(schedule, arn, due, executionId, attempt),
        retries: maximumAttempts,
        until: due.getTime() + maximumEventAgeSeconds * 1000,
        signal: stopping.signal,
      },
      queues,
      options.invoke,
    );
    if (outcome.ok) return;
    report('error', `Schedule ${schedule.name} failed: ${outcome.message}`);
    if (!schedule.deadLetterArn || stopping.signal.aborted) return;
    const input = inputOf(schedule, arn, due, executionId, outcome.attempts);
    const attributes = deadLetterAttributes({
      EXECUTION_ID: executionId,
      SCHEDULE_ARN: arn,
      SCHEDULED_TIME: instant(due),
      TARGET_ARN: schedule.targetArn,
      ERROR_CODE: outcome.code,
      ERROR_MESSAGE: outcome.message,
      RETRY_ATTEMPTS: outcome.attempts - 1,
      EXHAUSTED_RETRY_CONDITION:
        outcome.exhausted === 'attempts' ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds',
    });
    queues.sendText(
      schedule.deadLetterArn,
      typeof input === 'string' ? input : JSON.stringify(input),
      attributes,
    );
  };

  const runNow = async (name: string, body: unknown) => {
    const schedule = findByName(model.schedules, name);
    const entry = entries.find((candidate) => candidate.schedule === schedule);
    if (!entry) throw new LocalRequestError(`There is no schedule ${name}.`, 404);
    const at = readNow(body) ?? now();
    const outcome = await deliver(
      {
        targetArn: entry.schedule.targetArn,
        payload: () => inputOf(entry.schedule, entry.arn, at, randomUUID(), 1),
        retries: 0,
        until: Number.POSITIVE_INFINITY,
      },
      queues,
      options.invoke,
    );
    const head = { name: entry.schedule.name, now: at.toISOString() };
    return outcome.ok
      ? { status: 200, body: { ...head, result: outcome.result ?? null } }
      : { status: 502, body: { ...head, error: outcome.message } };
  };

  return {
    begin: () => {
      for (const entry of entries) plan(entry, now());
    },
    drain: async () => {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
    operations: [
      {
        method: 'GET',
        path: '/local/schedules',
        summary: 'The schedules and when each runs next.',
        handle: async () => ({
          status: 200,
          body: {
            items: entries.map(({ schedule, nextRun }) => ({
              name: schedule.name,
              expression: schedule.expression,
              nextRun: (schedule.enabled ? nextRun(now()) : undefined)?.toISOString() ?? null,
            })),
          },
        }),
      },
      {
        method: 'POST',
        path: '/local/schedules/{name}/run',
        summary: 'Runs a schedule now, as of the time in { "now" }, and answers with its result.',
        handle: ({ params, body }) => runNow(params.name ?? '', body),
      },
    ],
  };
}
