import type { HttpRequest } from '../../../infra/local/http-api/http-request.ts';
import { openIdentity } from '../../../infra/local/identity.ts';
import { createLocalApi, type LocalApi } from '../../../infra/local/local-api/local-api.ts';
import { tokenOperations } from '../../../infra/local/local-api/token-operations.ts';

const POST_TOKEN = { method: 'POST', path: '/local/token', query: '' } as HttpRequest;

describe('POST /local/token', () => {
  let api: LocalApi;

  beforeAll(async () => {
    const identity = await openIdentity('memory', {
      issuer: 'https://issuer.test/pool',
      audience: ['client-1'],
    });
    api = createLocalApi(tokenOperations(identity));
  });

  const ask = async (text: string) => {
    const { status, body } = await api(POST_TOKEN, Buffer.from(text));
    return { status, body: JSON.parse(body.toString()) };
  };

  test('gives a token of an hour', async () => {
    const { body } = await ask('{"groups":["admin"]}');
    expect(body).toEqual({ accessToken: expect.any(String), expiresIn: 3600 });
  });

  test.each([
    '',
    '{',
    '[]',
    '{"groups":"admin"}',
    '{"groups":[1]}',
    '{"groups":["a b"]}',
    '{"expiresIn":0}',
    '{"role":"admin"}',
    '{"customerId":""}',
  ])('says what is wrong with %j', async (body) => {
    expect(await ask(body)).toEqual({ status: 400, body: { message: expect.any(String) } });
  });
});
