import { createFaults } from '../../../infra/local/faults.ts';
import { createMeter } from '../../../infra/local/metering.ts';

test('the meter groups by service, with a total and by key', () => {
  const meter = createMeter();
  meter.add('dynamodb.writeUnits', 3, 'PutItem');
  meter.add('dynamodb.writeUnits', 2, 'UpdateItem');
  meter.add('lambda.milliseconds', 10);
  expect(meter.snapshot()).toEqual({
    dynamodb: { writeUnits: { total: 5, byKey: { PutItem: 3, UpdateItem: 2 } } },
    lambda: { milliseconds: { total: 10, byKey: {} } },
  });
  meter.reset();
  expect(meter.snapshot()).toEqual({});
});

describe('faults', () => {
  const started = (random?: () => number) => {
    const faults = createFaults(random);
    const post = faults.operations.find(({ method }) => method === 'POST');
    return {
      next: faults.next,
      add: (body: object) => post?.handle({ params: {}, query: {}, body }) as Promise<unknown>,
    };
  };

  test('happen as often as their rate says', async () => {
    const values = [0.4, 0.6];
    const { next, add } = started(() => values.shift() ?? 1);
    await add({ service: 'sqs', kind: 'throttle', rate: 0.5 });
    expect(next('sqs', 'SendMessage')).toEqual({ kind: 'throttle' });
    expect(next('sqs', 'SendMessage')).toBeUndefined();
  });

  test('end after their count, and leave other services and operations alone', async () => {
    const { next, add } = started();
    await add({ service: 'dynamodb', operation: 'PutItem', kind: 'slow', delayMs: 5, count: 1 });
    expect(next('sqs', 'PutItem')).toBeUndefined();
    expect(next('dynamodb', 'GetItem')).toBeUndefined();
    expect(next('dynamodb', 'PutItem')).toEqual({ kind: 'slow', delayMs: 5 });
    expect(next('dynamodb', 'PutItem')).toBeUndefined();
  });

  test('are used up only by calls that can have them', async () => {
    const { next, add } = started();
    await add({ service: 'dynamodb', kind: 'transactionConflict', count: 1 });
    expect(next('dynamodb', 'Query')).toBeUndefined();
    expect(next('dynamodb', 'TransactWriteItems')).toEqual({ kind: 'transactionConflict' });
  });
});
