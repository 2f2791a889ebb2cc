import { createHash, randomInt } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Booked = { numbers: string[]; cancelled: boolean };
type Trouble = 'lose the answer' | 'fail' | 'hang up' | undefined;

/** A stand-in for SF Express's platform: it keeps orders by their id, checks signatures, and can be made to misbehave. */
export type FakeSf = {
  endpoint: string;
  orders: ReadonlyMap<string, Booked>;
  /** The calls that arrived: `EXP_RECE_CREATE_ORDER ful_…-w1`. */
  calls: readonly string[];
  messages: readonly Record<string, unknown>[];
  /** What to do to the next call, once. */
  next(trouble: Trouble): void;
  /** Refuses orders to this city. */
  refuse(city: string): void;
  /** Lets go of no order any more: the courier has been. */
  collect(): void;
  close(): Promise<void>;
};

export const PARTNER = 'TESTPARTNER';
export const CHECKWORD = 'test check/word~*!';

export const startFakeSf = async (): Promise<FakeSf> => {
  const orders = new Map<string, Booked>();
  const calls: string[] = [];
  const messages: Record<string, unknown>[] = [];
  let trouble: Trouble;
  let refused: string | undefined;
  let collected = false;

  const answer = (serviceCode: string, message: Record<string, unknown>) => {
    const id = String(message.orderId);
    const known = orders.get(id);
    if (serviceCode === 'EXP_RECE_CREATE_ORDER') {
      if (known) return failure('8016', '重复下单');
      const [, to] = message.contactInfoList as { city: string }[];
      if (to?.city === refused) return failure('8114', '不在服务范围内');
      const numbers = Array.from(
        { length: Number(message.parcelQty) },
        (_, at) => `SF${randomInt(1e9, 1e10)}${at}`,
      );
      orders.set(id, { numbers, cancelled: false });
      return booked(id, numbers);
    }
    if (!known) return failure('8018', '未获取到订单信息');
    if (serviceCode === 'EXP_RECE_SEARCH_ORDER_RESP')
      return known.cancelled ? failure('8037', '已消单') : booked(id, known.numbers);
    if (collected) return failure('8252', '已收件');
    known.cancelled = true;
    return { success: true, errorCode: 'S0000', msgData: { orderId: id, resStatus: 2 } };
  };

  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await textOf(request));
    const [msgData, timestamp] = [form.get('msgData') ?? '', form.get('timestamp') ?? ''];
    const message = JSON.parse(msgData) as Record<string, unknown>;
    const serviceCode = form.get('serviceCode') ?? '';
    calls.push(`${serviceCode} ${message.orderId}`);
    messages.push(message);
    const now = trouble;
    trouble = undefined;
    if (now === 'hang up') return void request.socket.destroy();
    if (now === 'fail') return void response.writeHead(503).end('busy');
    const signed = form.get('msgDigest') === digestOf(msgData + timestamp + CHECKWORD);
    const apiResultData =
      signed && form.get('partnerID') === PARTNER ? JSON.stringify(answer(serviceCode, message)) : undefined;
    if (now === 'lose the answer') return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        apiResultCode: apiResultData ? 'A1000' : 'A1006',
        apiErrorMsg: apiResultData ? '' : '数字签名无效',
        apiResponseID: '1',
        apiResultData,
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/std/service`,
    orders,
    calls,
    messages,
    next: (what) => {
      trouble = what;
    },
    refuse: (city) => {
      refused = city;
    },
    collect: () => {
      collected = true;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

const failure = (errorCode: string, errorMsg: string) => ({ success: false, errorCode, errorMsg });

const booked = (orderId: string, numbers: readonly string[]) => ({
  success: true,
  errorCode: 'S0000',
  msgData: {
    orderId,
    // The children first: their order is not promised.
    waybillNoInfoList: numbers
      .map((waybillNo, at) => ({ waybillType: at === 0 ? 1 : 2, waybillNo }))
      .toReversed(),
  },
});

/** As the platform's own sample writes it. */
const digestOf = (text: string): string => {
  const encoded = encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('!', '%21')
    .replaceAll("'", '%27')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replaceAll('~', '%7E');
  return createHash('md5').update(encoded).digest('base64');
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};
