import { createMeter } from '../../../infra/local/metering.ts';
import type { LocalSchedule } from '../../../infra/local/model.ts';
import { deliver } from '../../../infra/local/services/deliver.ts';
import { createScheduler } from '../../../infra/local/services/scheduler.ts';
import { openQueues } from '../../../infra/local/services/sqs/queues.ts';
import { openState } from '../../../infra/local/state.ts';
import { letClockGo, passTime, stopTimers } from '../../harness/stopped-clock.ts';
import { aFunction, aModel, functionArn } from '../../integration/local/b-small-cloud.ts';

const openAll = (changes = {}) => {
  const model = aModel({ tables: [], ...changes });
  const meter = createMeter();
  const queues = openQueues(model, 'memory', meter);
  const receive = async (name: string) => {
    const options = { limit: 10, visibilitySeconds: 30, waitSeconds: 0, shuffled: false };
    return queues.receive(queues.find(name), options, new AbortController().signal);
  };
  return { model, meter, queues, receive };
};

describe('a delivery', () => {
  test('to a queue is a message', async () => {
    const { queues, model, receive } = openAll();
    const targetArn = model.queues[2]?.arn as string;
    const delivery = { targetArn, payload: () => ({ a: 1 }), retries: 0, until: Date.now() };
    expect(await deliver(delivery, queues, aFunction().invoke)).toMatchObject({ ok: true });
    expect(await receive('t-events')).toMatchObject([{ body: '{"a":1}' }]);
    queues.close();
  });

  test('to a function that fails is tried again, then told', async () => {
    const { queues } = openAll();
    const fn = aFunction(() => {
      throw new Error('down');
    });
    const delivery = {
      targetArn: functionArn,
      payload: (n: number) => n,
      retries: 1,
      until: Date.now() + 60_000,
    };
    expect(await deliver(delivery, queues, fn.invoke)).toMatchObject({
      ok: false,
      attempts: 2,
      exhausted: 'attempts',
    });
    expect(fn.calls.map(({ payload }) => payload)).toEqual([1, 2]);
    queues.close();
  });
});

describe('a schedule', () => {
  const aSchedule = (changes: Partial<LocalSchedule>): LocalSchedule => ({
    ...(aModel().schedules[0] as LocalSchedule),
    ...changes,
  });

  test('fires when it is due, and goes to the dead letters when its target fails', async () => {
    const { model, meter, queues, receive } = openAll();
    const schedule = aSchedule({
      expression: 'rate(1 minute)',
      deadLetterArn: model.queues[2]?.arn as string,
    });
    const fn = aFunction(() => {
      throw new Error('down');
    });
    stopTimers(Date.parse('2026-01-01T00:00:00Z'));
    try {
      const report = jest.fn();
      const all = {
        model: { ...model, schedules: [schedule] },
        queues,
        invoke: fn.invoke,
        meter,
        report,
        state: openState('memory', 'schedules'),
      };
      const scheduler = createScheduler(all);
      scheduler.begin();
      await passTime(59_000);
      expect(fn.calls).toHaveLength(0);
      await passTime(2_000);
      expect(fn.calls.map(({ payload }) => payload)).toEqual([{ now: '2026-01-01T00:01:00Z', attempt: '1' }]);
      await scheduler.drain();
      expect(report).toHaveBeenCalledWith('error', 'Schedule t-sweep-unpaid failed: down');
      const [dead] = await receive('t-events');
      expect(dead?.attributes).toMatchObject({
        SCHEDULED_TIME: { StringValue: '2026-01-01T00:01:00Z' },
        EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
      });
      await passTime(120_000);
      expect(fn.calls).toHaveLength(1);
    } finally {
      letClockGo();
      queues.close();
    }
  });

  test('that is off never fires', async () => {
    const { model, meter, queues } = openAll();
    const fn = aFunction();
    stopTimers(Date.parse('2026-01-01T00:00:00Z'));
    try {
      const schedules = [aSchedule({ expression: 'rate(1 minute)', enabled: false })];
      const all = {
        model: { ...model, schedules },
        queues,
        invoke: fn.invoke,
        meter,
        report: () => undefined,
        state: openState('memory', 'schedules'),
      };
      const scheduler = createScheduler(all);
      scheduler.begin();
      await passTime(300_000);
      expect(fn.calls).toHaveLength(0);
      await scheduler.drain();
    } finally {
      letClockGo();
      queues.close();
    }
  });
});
