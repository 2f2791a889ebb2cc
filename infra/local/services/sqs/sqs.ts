import * as z from 'zod';
import { type LocalOperation, LocalRequestError } from '../../local-api/types.ts';
import type { CloudModel, Meter } from '../../model.ts';
import { AwsError } from '../aws-error.ts';
import type { AwsService } from '../endpoint-server.ts';
import { findByName } from '../find-by-name.ts';
import { parseInput } from './batch.ts';
import type { Queues } from './queues.ts';
import { receiveOperations } from './receive-operations.ts';
import { sendOperations } from './send-operations.ts';

const QueueInput = z.object({ QueueUrl: z.string() });
const NameInput = z.object({ QueueName: z.string() });

/** SQS's JSON protocol over the template's queues. Queues themselves are made by the template only. */
export function sqsService(model: CloudModel, queues: Queues, meter: Meter): AwsService {
  return {
    name: 'sqs',
    targetPrefix: 'AmazonSQS',
    throttled: () =>
      new AwsError('com.amazonaws.sqs#RequestThrottled', 'The request was denied: too many requests.', 403, {
        headers: { 'x-amzn-query-error': 'RequestThrottled;Sender' },
      }),
    operations: {
      ...sendOperations(queues, meter),
      ...receiveOperations(queues, model.account, meter),
      GetQueueUrl: (raw) => {
        const { name } = queues.find(parseInput(NameInput, raw).QueueName);
        return { QueueUrl: model.queues.find((queue) => queue.name === name)?.url };
      },
      ListQueues: () => ({ QueueUrls: model.queues.map(({ url }) => url) }),
      GetQueueAttributes: (raw) => {
        const queue = queues.find(parseInput(QueueInput, raw).QueueUrl);
        const { visible, inFlight, delayed } = queues.counts(queue);
        const given = model.queues.find(({ name }) => name === queue.name)?.attributes;
        return {
          Attributes: {
            ...given,
            QueueArn: queue.arn,
            VisibilityTimeout: String(queue.visibilityTimeout),
            ApproximateNumberOfMessages: String(visible),
            ApproximateNumberOfMessagesNotVisible: String(inFlight),
            ApproximateNumberOfMessagesDelayed: String(delayed),
          },
        };
      },
      PurgeQueue: (raw) => queues.purge(queues.find(parseInput(QueueInput, raw).QueueUrl)),
    },
  };
}

/**
 * `GET /local/queues` and the redrive of dead letters. `endpoint` is where SQS's clients find them here: outside systems
 * that speak by queue can be played against it.
 */
export function queueOperations(model: CloudModel, queues: Queues, endpoint: string): LocalOperation[] {
  const depth = (name: string) => {
    const { visible, delayed } = queues.counts(queues.find(name));
    return visible + delayed;
  };
  return [
    {
      method: 'GET',
      path: '/local/queues',
      summary:
        'Each queue: its URL, messages waiting, in flight, and dead letters; the endpoint for SQS clients.',
      handle: async () => ({
        status: 200,
        body: {
          endpoint,
          items: queues.list().map((queue) => ({
            name: queue.name,
            url: model.queues.find(({ name }) => name === queue.name)?.url,
            depth: depth(queue.name),
            inFlight: queues.counts(queue).inFlight,
            deadLetters: queue.redrive ? depth(queue.redrive.deadLetterQueue) : 0,
          })),
        },
      }),
    },
    {
      method: 'POST',
      path: '/local/queues/{name}/redrive',
      summary: "Moves a queue's dead letters back into it; name the queue or its dead-letter queue.",
      handle: async ({ params }) => {
        const named = findByName(queues.list(), params.name ?? '');
        if (!named) throw new LocalRequestError(`There is no queue ${params.name}.`, 404);
        const source = named.redrive
          ? named
          : queues.list().find(({ redrive }) => redrive?.deadLetterQueue === named.name);
        if (!source) throw new LocalRequestError(`${named.name} has no dead-letter queue and is none.`, 409);
        return { status: 200, body: { name: source.name, moved: queues.redrive(source) } };
      },
    },
  ];
}
