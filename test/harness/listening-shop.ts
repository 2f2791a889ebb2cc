import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushMessage } from '../../shared/channel-stock/push-message.ts';
import { checkSignature } from '../../shared/webhooks/signature.ts';

/** What a shop does to the pushes that reach it; `wait` keeps the answer back until the shop is told to go on. */
export type Mood = 'well' | 'down' | 'hang up' | 'redirect' | 'lose the answer' | 'wait';

/** A shop that is told of stock, as the contract asks of shops: it takes a number only if its sequence is above the one it has. */
export const startListeningShop = async (secret: string) => {
  const numbers = new Map<string, { available: number; seq: number }>();
  const pushes: PushMessage[] = [];
  const unsigned: string[] = [];
  const waiting: (() => void)[] = [];
  let mood: Mood = 'well';
  let calls = 0;

  const take = ({ items }: PushMessage): void => {
    for (const { sku, available, seq } of items)
      if (seq > (numbers.get(sku)?.seq ?? 0)) numbers.set(sku, { available, seq });
  };
  const server = createServer(async (request, response) => {
    const body = await bytesOf(request);
    const now = mood;
    calls++;
    if (now === 'down') return void response.writeHead(503).end('closed');
    if (now === 'hang up') return void request.socket.destroy();
    if (now === 'redirect') return void response.writeHead(307, { location: '/elsewhere' }).end();
    const wrong = checkSignature(header(request), body, secret, new Date());
    if (wrong) {
      unsigned.push(wrong.detail ?? wrong.title);
      return void response.writeHead(401).end();
    }
    const message = JSON.parse(body.toString()) as PushMessage;
    if (now === 'wait') await new Promise<void>((resolve) => waiting.push(resolve));
    pushes.push(message);
    take(message);
    if (now === 'lose the answer') return void request.socket.destroy();
    response.writeHead(200).end('{"taken":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stock`,
    numbers,
    /** In the order in which the shop took them in. */
    pushes,
    unsigned,
    waiting,
    calls: () => calls,
    feel: (next: Mood): void => {
      mood = next;
    },
    /** Forgets everything, as a shop restored from yesterday's copy. */
    forget: (): void => {
      numbers.clear();
      pushes.length = 0;
      calls = 0;
    },
    close: (): Promise<void> => {
      for (const goOn of waiting.splice(0)) goOn();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

export type ListeningShop = Awaited<ReturnType<typeof startListeningShop>>;

const header = ({ headers }: IncomingMessage): string | undefined => {
  const value = headers['x-oms-signature'];
  return Array.isArray(value) ? value[0] : value;
};

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
