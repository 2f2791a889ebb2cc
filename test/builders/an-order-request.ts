import { randomUUID } from 'node:crypto';

/** A short word that no other test has used. */
export const unique = (): string => randomUUID().slice(0, 8);

/** A number that only this order's buyer has, in the form of British mobiles. */
const aPhone = (): string => `+4477009${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`;

/** Where one buyer's parcels go: nobody else lives there, or every order would look like a duplicate of another. */
const anAddressOfTheirOwn = () => anAddress({ phone: aPhone(), line1: `${unique()} St James Square` });

/** Where parcels of tests go; a country outside China gets letters in English. */
export const anAddress = (change: Record<string, unknown> = {}) => ({
  name: 'Ada Lovelace',
  phone: '+447700900123',
  country: 'GB',
  province: 'England',
  city: 'London',
  line1: '12 St James Square',
  postalCode: 'SW1Y 4JH',
  ...change,
});

/** The body of a `POST /v1/orders` that is lawful for a shop that sells these lines. */
export const anOrderRequest = (
  lines: readonly { sku: string; quantity: number }[],
  change: Record<string, unknown> = {},
) => ({
  channel: 'storefront',
  customer: { name: 'Ada Lovelace', email: `ada-${unique()}@example.com` },
  shippingAddress: anAddressOfTheirOwn(),
  lines,
  ...change,
});

/** What a shop tells through the generic channel webhook. */
export const aChannelEvent = (
  event: 'created' | 'updated' | 'paid' | 'cancelled',
  order: Record<string, unknown>,
  change: Record<string, unknown> = {},
) => ({
  id: unique(),
  event: `order.${event}`,
  occurredAt: new Date().toISOString(),
  order,
  ...change,
});

/** A whole order as a channel tells of it. */
export const aChannelOrder = (
  externalId: string,
  lines: readonly { sku: string; quantity: number }[],
  change: Record<string, unknown> = {},
) => ({
  externalId,
  customer: { name: 'Ada Lovelace', email: `ada-${unique()}@example.com` },
  shippingAddress: anAddressOfTheirOwn(),
  lines: lines.map((line) => ({ ...line, unitPrice: { amount: 1990, currency: 'CNY' } })),
  currency: 'CNY',
  paid: false,
  ...change,
});
