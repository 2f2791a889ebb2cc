import * as z from 'zod';

const secretsSchema = z.record(z.string(), z.string());

/**
 * A sender's secret out of the document of all: `{ "channels/generic/shop-1": "…", "default": "…" }`. The exact sender
 * first, then `default` (for development; a cloud that has none refuses unknown senders).
 */
export const secretOf = (document: string, sender: string): string | undefined => {
  const secrets = secretsSchema.parse(JSON.parse(document));
  return Object.hasOwn(secrets, sender) ? secrets[sender] : secrets.default;
};
