import { oneOf } from './chance.ts';
import { countryCode, postcodeOf } from './countries.ts';
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

/** A thousand numbers in each of these ranges are kept free for fiction in the United Kingdom. */
const FICTION = [
  '7700 900',
  '20 7946 0',
  '113 496 0',
  '114 496 0',
  '115 496 0',
  '116 496 0',
  '117 496 0',
  '118 496 0',
  '121 496 0',
  '131 496 0',
] as const;

/** A number that is nobody's, another one for each of ten thousand customers in a row. */
const fictitiousPhone = (customer: number): string =>
  `+44 ${FICTION[Math.floor(customer / 1000) % FICTION.length]}${String(customer % 1000).padStart(3, '0')}`;

/**
 * Who buys, made up from the customer's number; the data set has no names. An invoice without a customer is a guest's, who
 * leaves an e-mail address of their own every time.
 */
export const buyerOf = ({ customerId, number, country }: Invoice) => {
  const who = customerId ?? `guest-${number}`;
  const name = `${oneOf(FIRST, who, 'first')} ${oneOf(LAST, who, 'last')}`;
  const phone = customerId ? fictitiousPhone(Number(customerId)) : undefined;
  return {
    customer: { name, email: `${who}@example.com`, ...(phone ? { phone } : {}) },
    shippingAddress: {
      name,
      phone: phone ?? '+44 7700 900000',
      country: countryCode(country),
      province: country || 'unknown',
      city: oneOf(CITY, who, 'city'),
      postalCode: postcodeOf(countryCode(country)),
      line1: `${1 + ((who.length * 7) % 90)} ${oneOf(LAST, who, 'street')} Street`,
    },
  };
};
