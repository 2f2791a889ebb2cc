import type { LocalIdentity, TokenRequest } from '../identity.ts';
import { type LocalOperation, LocalRequestError } from './types.ts';

const AN_HOUR = 3_600;
const A_DAY = 86_400;

/** `POST /local/token` and the issuer's public keys. */
export function tokenOperations(identity: LocalIdentity): LocalOperation[] {
  return [
    {
      method: 'POST',
      path: '/local/token',
      summary: 'Makes an access token: {"groups":["admin"],"customerId"?,"expiresIn"? (seconds)}.',
      async handle({ body }) {
        const request = readTokenRequest(body);
        const accessToken = await identity.sign(request);
        return { status: 200, body: { accessToken, expiresIn: request.expiresInSeconds } };
      },
    },
    {
      method: 'GET',
      path: '/local/jwks.json',
      summary: 'The public keys that local tokens are signed with.',
      handle: async () => ({ status: 200, body: identity.keys }),
    },
  ];
}

function readTokenRequest(body: unknown): TokenRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new LocalRequestError('Send a JSON object such as {"groups":["admin"]}.');
  }
  const { groups = [], customerId, expiresIn = AN_HOUR, ...rest } = body as Record<string, unknown>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined)
    throw new LocalRequestError(`"${unknown}" is not known; groups, customerId and expiresIn are.`);
  if (!isGroups(groups))
    throw new LocalRequestError('"groups" must be a list of names without spaces, such as ["admin"].');
  if (customerId !== undefined && (typeof customerId !== 'string' || !/^\S{1,128}$/.test(customerId))) {
    throw new LocalRequestError('"customerId" must be text of 1 to 128 characters without spaces.');
  }
  if (typeof expiresIn !== 'number' || !Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > A_DAY) {
    throw new LocalRequestError(`"expiresIn" must be a whole number of seconds from 1 to ${A_DAY}.`);
  }
  return { groups, expiresInSeconds: expiresIn, ...(customerId !== undefined && { customerId }) };
}

function isGroups(value: unknown): value is string[] {
  if (!Array.isArray(value) || value.length > 100) return false;
  return value.every((each) => typeof each === 'string' && /^[^\s[\]]{1,128}$/.test(each));
}
