import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Problem, problem } from '../../kernel/problem.ts';
import type { Door } from '../../webhooks/door.ts';
import { invalidSignature } from '../../webhooks/signature.ts';
import type { Tracker } from '../carrier.ts';

/** In constant time; of different lengths, at once. */
const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

const hmac = (secret: string, raw: Buffer): Buffer => createHmac('sha256', secret).update(raw).digest();

const judged = (right: boolean, secret: string | undefined): Problem | undefined =>
  right && secret !== undefined
    ? undefined
    : invalidSignature('The signature does not belong to this body and sender.');

/** The form's fields; a body that is none has none. */
const formOf = (raw: Buffer): URLSearchParams => new URLSearchParams(raw.toString('utf8'));

/**
 * How trackers sign and name their deliveries. None of them signs a time: a recorded delivery that is sent again is
 * recognised by its id for a month, and scans that come twice move nothing.
 */
export const TRACKER_DOORS: Readonly<Record<Tracker, Door>> = {
  // `sign=<MD5 of param and salt, in capitals>&param=<JSON>`; it has no id: the same text is the same delivery.
  kuaidi100: {
    verify: (_, raw, secret) => {
      const form = formOf(raw);
      const expected = createHash('md5')
        .update(form.get('param') ?? '')
        .update(secret ?? '')
        .digest('hex');
      const sign = (form.get('sign') ?? '').toLowerCase();
      return judged(isSame(Buffer.from(sign), Buffer.from(expected)), secret);
    },
    json: (raw) => {
      const param = formOf(raw).get('param');
      return param === null
        ? problem(400, 'malformed_form', 'The body is not the form it should be', {
            detail: 'The body must be a form with sign and param.',
          })
        : Buffer.from(param);
    },
    idOf: (_, json) => createHash('sha256').update(json).digest('hex'),
    // Anything else is sent again.
    receipt: { status: 200, body: { result: true, returnCode: '200', message: '成功' } },
  },
  // `X-Hmac-Signature: hmac-sha256-hex=<hex>` over the raw bytes.
  easypost: {
    verify: (headers, raw, secret) => {
      const expected = `hmac-sha256-hex=${hmac((secret ?? '').normalize('NFKD'), raw).toString('hex')}`;
      return judged(isSame(Buffer.from(headers['x-hmac-signature'] ?? ''), Buffer.from(expected)), secret);
    },
    idOf: (body) => (body as { id: string }).id,
  },
  // `aftership-hmac-sha256: <base64>` over the raw bytes.
  aftership: {
    verify: (headers, raw, secret) => {
      const expected = hmac(secret ?? '', raw).toString('base64');
      return judged(
        isSame(Buffer.from(headers['aftership-hmac-sha256'] ?? ''), Buffer.from(expected)),
        secret,
      );
    },
    idOf: (body) => (body as { event_id: string }).event_id,
  },
};
