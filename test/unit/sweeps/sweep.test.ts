import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DueMessage } from '../../../shared/sweeps/due-message.ts';
import { sweep } from '../../../shared/sweeps/effects/sweep.ts';
import { mockService } from '../../harness/mock-service.ts';

const sqs = mockService(SQSClient);
const ASOF = '2024-07-01T01:00:00.000Z';
const due = (n: number): DueMessage => ({
  kind: 'unpaid',
  orderId: `ord_01J${String(n).padStart(23, '0')}`,
  asOf: ASOF,
});
async function* pages(...sizes: number[]): AsyncGenerator<DueMessage[]> {
  let n = 0;
  for (const size of sizes) yield Array.from({ length: size }, () => due(n++));
}
const sent = (): (string | undefined)[][] =>
  sqs
    .commandCalls(SendMessageBatchCommand)
    .map(({ args: [{ input }] }) => (input.Entries ?? []).map(({ MessageBody }) => MessageBody));
const ENOUGH = () => 60_000;

describe('a sweep', () => {
  beforeEach(() => {
    sqs.reset();
    sqs.on(SendMessageBatchCommand).resolves({});
    process.env.DUE_WORK_QUEUE_URL = 'https://queue.example/due-work';
  });

  it('sends what it finds, each once, ten at a time, and says how much it was', async () => {
    expect(await sweep(pages(25, 3), ASOF, ENOUGH)).toEqual({ asOf: ASOF, found: 28 });
    expect(sent().map((batch) => batch.length)).toEqual([10, 10, 5, 3]);
    expect(new Set(sent().flat()).size).toBe(28);
    expect(JSON.parse(sent()[0]?.[0] ?? '')).toEqual(due(0));
  });

  it('sends nothing when nothing is due', async () => {
    expect(await sweep(pages(), ASOF, ENOUGH)).toEqual({ asOf: ASOF, found: 0 });
    expect(sent()).toEqual([]);
  });

  it('sends again what the queue refused, and only that', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({
        Failed: [
          { Id: '1', Code: 'InternalError', SenderFault: false },
          { Id: '3', Code: 'InternalError', SenderFault: false },
        ],
        Successful: [],
      })
      .resolves({});
    await sweep(pages(4), ASOF, ENOUGH);
    expect(sent()[1]).toEqual([JSON.stringify(due(1)), JSON.stringify(due(3))]);
  });

  it('fails loudly when the queue keeps refusing', async () => {
    const Failed = [{ Id: '0', Code: 'InternalError', SenderFault: false }];
    sqs.on(SendMessageBatchCommand).resolves({ Failed, Successful: [] });
    await expect(sweep(pages(1), ASOF, ENOUGH)).rejects.toThrow('1 messages were refused');
  });

  it('stops before its time is over, and says so', async () => {
    let left = 30_000;
    const remaining = () => {
      left -= 10_000;
      return left;
    };
    expect(await sweep(pages(50), ASOF, remaining)).toEqual({ asOf: ASOF, found: 20, unfinished: true });
  });
});
