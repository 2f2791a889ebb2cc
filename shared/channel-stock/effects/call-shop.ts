import { type LookupAddress, lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import { addressMistake, isLoopback, isPublicAddress } from '../shop-address.ts';

/** A shop that takes longer is given up and asked again later. */
const PATIENCE_MS = 5_000;

/** Lambda itself always says where its own interface is; a local cloud has none, and shops of developers beside it. */
export const mayCallLocal = (): boolean => process.env.AWS_LAMBDA_RUNTIME_API === undefined;

/**
 * Looks a name up and refuses it if any of its addresses is not public. The connection is made to what was looked up
 * here, so that a name cannot lead elsewhere the second time it is asked.
 */
export const publicLookup: LookupFunction = (hostname, options, found) => {
  lookup(hostname, { all: true }, (error, addresses: LookupAddress[] = []) => {
    const [first] = addresses;
    const strange = addresses.some(({ address }) => !isPublicAddress(address));
    if (error) found(error, []);
    else if (strange || !first) found(new Error(`${hostname} does not lead to a public address.`), []);
    else if (options.all) found(null, addresses);
    else found(null, first.address, first.family);
  });
};

/**
 * Posts a message to a shop. Redirects are not followed, the answer's body is not read: a status of 2xx says that the
 * shop has it.
 *
 * @throws Error when the shop may not be called, cannot be reached, takes too long or answers anything else.
 */
export const callShop = (
  address: string,
  { body, headers }: { body: Buffer; headers: Readonly<Record<string, string>> },
): Promise<void> => {
  const mistake = addressMistake(address, mayCallLocal());
  if (mistake) return Promise.reject(new Error(`The URL ${mistake}.`));
  const url = new URL(address);
  const options: RequestOptions = {
    method: 'POST',
    headers,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(isLoopback(url) ? {} : { lookup: publicLookup }),
  };
  const request = url.protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      if (status >= 200 && status < 300) resolve();
      else reject(new Error(`The shop answers HTTP ${status}.`));
    });
    call.on('error', (error) =>
      reject(error.name === 'AbortError' || error.name === 'TimeoutError' ? tooSlow() : error),
    );
    call.end(body);
  });
};

const tooSlow = (): Error => new Error(`The shop does not answer within ${PATIENCE_MS / 1000} s.`);
