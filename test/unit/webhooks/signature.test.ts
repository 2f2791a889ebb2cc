import { createHmac } from 'node:crypto';
import { secretOf } from '../../../shared/webhooks/sender-secret.ts';
import { checkSignature } from '../../../shared/webhooks/signature.ts';

const NOW = new Date('2024-07-01T00:00:00Z');
const T = NOW.getTime() / 1000;
const BODY = Buffer.from('{"id":"1","name":"王小明"}');

const signed = (seconds: number, body: Buffer, secret: string) =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')}`;

describe('a webhook’s signature', () => {
  it('is right over the raw bytes with the sender’s secret', () => {
    expect(checkSignature(signed(T, BODY, 's3cret'), BODY, 's3cret', NOW)).toBeUndefined();
  });

  it.each([-300, 300])('is good %d seconds from now', (skew) => {
    expect(checkSignature(signed(T + skew, BODY, 's3cret'), BODY, 's3cret', NOW)).toBeUndefined();
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['of another secret', signed(T, BODY, 'other')],
    ['of another body', signed(T, Buffer.from('{}'), 's3cret')],
    ['of another time', signed(T, BODY, 's3cret').replace(String(T), String(T + 1))],
    ['too old', signed(T - 301, BODY, 's3cret')],
    ['from the future', signed(T + 301, BODY, 's3cret')],
    ['too short', `t=${T},v1=abcd`],
    ['not hexadecimal', `t=${T},v1=${'z'.repeat(64)}`],
    ['in capitals', signed(T, BODY, 's3cret').toUpperCase()],
    ['with more behind it', `${signed(T, BODY, 's3cret')},v1=00`],
  ])('is refused when it is %s', (_, header) => {
    expect(checkSignature(header, BODY, 's3cret', NOW)).toMatchObject({
      status: 401,
      code: 'invalid_signature',
    });
  });

  it('is refused for a sender who has no secret, even when signed with nothing', () => {
    expect(checkSignature(signed(T, BODY, ''), BODY, undefined, NOW)).toMatchObject({ status: 401 });
  });
});

describe('a sender’s secret', () => {
  const document = JSON.stringify({ 'channels/generic/shop-1': 'own', default: 'local-secret' });

  it('is the sender’s own, else the default', () => {
    expect(secretOf(document, 'channels/generic/shop-1')).toBe('own');
    expect(secretOf(document, 'channels/generic/shop-2')).toBe('local-secret');
  });

  it('is none where there is no default, whatever the sender calls itself', () => {
    expect(secretOf('{}', 'channels/generic/shop-1')).toBeUndefined();
    expect(secretOf('{}', 'toString')).toBeUndefined();
    expect(secretOf('{}', '__proto__')).toBeUndefined();
  });
});
