import { environmentOf } from '../../../infra/local/lambda/spawn-worker.ts';
import type { LocalFunction } from '../../../infra/local/model.ts';

const fn: LocalFunction = {
  logicalId: 'Sweep',
  name: 'sweep',
  arn: 'arn:aws:lambda:eu-central-1:000000000000:function:sweep',
  handler: 'index.handler',
  codeDir: '/asset',
  timeoutMs: 3000,
  memoryMb: 128,
  environment: {
    DUE_WORK_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/000000000000/due-work',
    TABLE_NAME: 'orders',
  },
};
const see = (endpointEnv: Record<string, string>) =>
  environmentOf(fn, { region: 'eu-central-1', endpointEnv }, 'log-stream');

test('a function that sends to a queue finds it on this machine, where the SDK goes by the URL', () => {
  const seen = see({ AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:4566' });
  expect(seen.DUE_WORK_QUEUE_URL).toBe('http://127.0.0.1:4566/000000000000/due-work');
  expect(seen.TABLE_NAME).toBe('orders');
});

test('without a local SQS the URLs stay as the template has them', () => {
  expect(see({}).DUE_WORK_QUEUE_URL).toBe(fn.environment.DUE_WORK_QUEUE_URL);
});
