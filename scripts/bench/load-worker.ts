import { Agent, request } from 'node:http';
import { parentPort } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';

/** Sent over HTTP, or straight to the table: each element is one piece of work. */
export type Job = { connections: number; deadlineMs: number } & (
  | { kind: 'http'; url: string; headers: Record<string, string>[]; bodies: string[] }
  | { kind: 'transactions'; endpoint: string; work: TransactWriteCommandInput[][] }
);

/** Latencies in milliseconds; `failures` says what went wrong, each once. */
export type Done = { latencies: number[]; seconds: number; failures: string[] };

/** Apart from the local cloud's thread, so that asking does not slow down answering. */
parentPort?.on('message', (job: Job) => {
  void run(job).then((done) => parentPort?.postMessage(done));
});

async function run(job: Job): Promise<Done> {
  const { send, count, close } = job.kind === 'http' ? overHttp(job) : toTable(job);
  const latencies: number[] = [];
  const failures = new Set<string>();
  const from = performance.now();
  let next = 0;
  const connection = async () => {
    while (next < count && performance.now() - from < job.deadlineMs) {
      const at = next++;
      const started = performance.now();
      await send(at).then(
        () => latencies.push(performance.now() - started),
        (error: Error) => failures.add(error.message),
      );
    }
  };
  await Promise.all(Array.from({ length: job.connections }, connection));
  const seconds = (performance.now() - from) / 1000;
  close();
  return { latencies, seconds, failures: [...failures] };
}

type Sender = { send(at: number): Promise<void>; count: number; close(): void };

function overHttp({ url, headers, bodies, connections }: Extract<Job, { kind: 'http' }>): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (at: number) =>
    new Promise<void>((resolve, reject) => {
      const sent = request(url, { agent, method: 'POST', headers: headers[at] ?? {} }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          if (answer.statusCode === 201) return resolve();
          reject(new Error(`${answer.statusCode} ${Buffer.concat(chunks).toString().slice(0, 300)}`));
        });
      });
      sent.on('error', reject);
      sent.end(bodies[at]);
    });
  return { send, count: bodies.length, close: () => agent.destroy() };
}

function toTable({ endpoint, work }: Extract<Job, { kind: 'transactions' }>): Sender {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const send = async (at: number) => {
    for (const transaction of work[at] ?? []) await documents.send(new TransactWriteCommand(transaction));
  };
  return { send, count: work.length, close: () => client.destroy() };
}
