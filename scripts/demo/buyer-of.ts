import { oneOf } from './chance.ts';
import { countryCode } from './countries.ts';
import type { Invoice } from './read-invoices.ts';

const FIRST = [
  'Ada',
  'Alan',
  'Grace',
  'Edsger',
  'Barbara',
  'Donald',
  'Frances',
  'John',
  'Mary',
  'Tony',
] as const;
const LAST = [
  'Ashford',
  'Brook',
  'Carter',
  'Dunn',
  'Ellis',
  'Field',
  'Grant',
  'Hill',
  'Lane',
  'Marsh',
  'North',
] as const;
const CITY = ['Birmingham', 'Bristol', 'Cardiff', 'Exeter', 'Leeds', 'London', 'Norwich', 'York'] as const;

/**
 * Who buys, made up from the customer's number; the data set has no names. An invoice without a customer is a guest's, who
 * leaves an e-mail address of their own every time.
 */
export const buyerOf = ({ customerId, number, country }: Invoice) => {
  const who = customerId ?? `guest-${number}`;
  const name = `${oneOf(FIRST, who, 'first')} ${oneOf(LAST, who, 'last')}`;
  // 07700 900 000 to 999 is kept free for fiction, longer numbers are nobody's either.
  const phone = customerId ? `+44 7700 900${customerId.padStart(5, '0')}` : undefined;
  return {
    customer: { name, email: `${who}@example.com`, ...(phone ? { phone } : {}) },
    shippingAddress: {
      name,
      phone: phone ?? '+44 7700 900000',
      country: countryCode(country),
      province: country || 'unknown',
      city: oneOf(CITY, who, 'city'),
      line1: `${1 + ((who.length * 7) % 90)} ${oneOf(LAST, who, 'street')} Street`,
    },
  };
};
