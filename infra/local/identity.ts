import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from 'jose';
import type { LocalAuthorizer } from './model.ts';

export type TokenRequest = { groups: readonly string[]; customerId?: string; expiresInSeconds: number };

/** The local stand-in for the user pool: it signs tokens that the template's authorizer takes. */
export type LocalIdentity = {
  /** What the authorizer checks signatures against; public keys only. */
  keys: JSONWebKeySet;
  /** An access token with the claims of a user pool's. */
  sign(request: TokenRequest): Promise<string>;
};

/** Opens the key pair of the data folder, or makes one; in memory it lasts as long as the process. */
export async function openIdentity(
  dataDir: string | 'memory',
  authorizer: LocalAuthorizer,
): Promise<LocalIdentity> {
  const jwk = await keyOf(dataDir === 'memory' ? undefined : join(dataDir, 'identity-key.json'));
  const key = await importJWK(jwk, 'RS256');
  const { kty, n, e, kid } = jwk;
  return {
    keys: { keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' } as JWK] },
    async sign({ groups, customerId, expiresInSeconds }) {
      const client = authorizer.audience[0] ?? 'local';
      const now = Math.floor(Date.now() / 1000);
      const sub = subjectOf(groups, customerId);
      const claims = {
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        auth_time: now,
        client_id: client,
        username: customerId ?? sub,
        ...(groups.length > 0 && { 'cognito:groups': [...groups] }),
        ...(customerId !== undefined && { customerId }),
      };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: kid ?? '' })
        .setIssuer(authorizer.issuer)
        .setAudience(client)
        .setSubject(sub)
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(now + expiresInSeconds)
        .sign(key);
    },
  };
}

/** The same person for the same groups and customer, so that a timeline tells them apart. */
function subjectOf(groups: readonly string[], customerId: string | undefined): string {
  const seed = JSON.stringify([[...groups].sort(), customerId ?? null]);
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

async function keyOf(file: string | undefined): Promise<JWK> {
  const kept = file === undefined ? undefined : readKey(file);
  if (kept !== undefined) return kept;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk) };
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  }
  return key;
}

/** A missing or half-written file means a new key: tokens live an hour, nothing else hangs on it. */
function readKey(file: string): JWK | undefined {
  try {
    const key = JSON.parse(readFileSync(file, 'utf8')) as JWK;
    return key.kty === 'RSA' && key.d !== undefined ? key : undefined;
  } catch {
    return undefined;
  }
}
