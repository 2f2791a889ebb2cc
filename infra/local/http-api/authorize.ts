import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { LocalAuthorizer } from '../model.ts';
import { claimsAsText } from './claims.ts';

export type Authorization =
  | { ok: true; claims: Readonly<Record<string, string>>; scopes: readonly string[] | null }
  | { ok: false; status: 401 | 403; challenge: string };

export type Authorize = (
  authorizer: LocalAuthorizer,
  scopes: readonly string[],
  header: string | undefined,
) => Promise<Authorization>;

/**
 * Makes the HTTP API's JWT authorizer: RS256 only, signature, issuer, `exp`, `nbf`, `iat`, audience (`aud`, or
 * `client_id` where there is no `aud`), and one of the route's scopes, in that order.
 */
export function createAuthorize(keys: JSONWebKeySet): Authorize {
  const keySet = createLocalJWKSet(keys);
  return async (authorizer, scopes, header) => {
    const token = header?.replace(/^bearer\s+/i, '').trim();
    if (token === undefined || token === '') return { ok: false, status: 401, challenge: 'Bearer' };
    let claims: JWTPayload;
    try {
      const options = { algorithms: ['RS256'], issuer: authorizer.issuer, requiredClaims: ['exp'] };
      ({ payload: claims } = await jwtVerify(token, keySet, options));
    } catch (error) {
      return invalid(reason(error));
    }
    if (typeof claims.iat === 'number' && claims.iat > Date.now() / 1000) {
      return invalid('the token was issued in the future');
    }
    if (!audienceOf(claims).some((audience) => authorizer.audience.includes(audience))) {
      return invalid('the token does not have a valid audience');
    }
    const granted = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
      const challenge = `Bearer scope="${scopes.join(' ')}" error="insufficient_scope"`;
      return { ok: false, status: 403, challenge };
    }
    return { ok: true, claims: claimsAsText(claims), scopes: scopes.length === 0 ? null : granted };
  };
}

function invalid(description: string): Authorization {
  const challenge = `Bearer scope="" error="invalid_token" error_description="${description}"`;
  return { ok: false, status: 401, challenge };
}

/** `client_id` counts only where there is no `aud`: access tokens of a user pool have none. */
function audienceOf({ aud, client_id }: JWTPayload): readonly string[] {
  if (aud !== undefined) return [aud].flat();
  return typeof client_id === 'string' ? [client_id] : [];
}

function reason(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return 'the token does not have a valid issuer';
    if (error.claim === 'nbf') return 'the token is not valid yet';
    return `the token has no valid ${error.claim}`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'signing method is not supported';
  if (error instanceof errors.JWKSNoMatchingKey) return 'the key of the token is not known';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature is invalid';
  return 'the token is malformed';
}
