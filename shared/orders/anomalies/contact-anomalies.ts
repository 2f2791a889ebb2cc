import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Address, Channel, OrderBody } from '../order.ts';
import type { Anomaly } from './anomaly.ts';
import { isPlaceholder } from './placeholder.ts';

/** Marketplaces hide their buyers’ numbers behind masked or forwarded ones, which are not for us to judge. */
const MASKED: readonly Channel[] = ['taobao', 'jd', 'pinduoduo', 'douyin', 'wechat'];

/** Domains that are a slip of the keyboard beside one that millions use. */
const SLIPS: ReadonlySet<string> = new Set(
  'gmial.com gmai.com gmal.com gmail.con gmail.co gamil.com hotmial.com hotmai.com hotmail.con yaho.com yahoo.con outlok.com outlook.con qq.con qq.cmo 163.con 126.con'.split(
    ' ',
  ),
);

/**
 * Whether a number can be dialled: by its country code where it has one, else in the country it stands beside. Judged by
 * the country's lengths, not by the ranges that are given out: those change, and a good number must not be held for it.
 * Numbers of countries that have no plan of their own are not judged.
 */
const isDialled = (phone: string, country: string): boolean => {
  const international = phone.trim().startsWith('+') || phone.trim().startsWith('00');
  if (!international && !isSupportedCountry(country)) return true;
  const parsed = parsePhoneNumberFromString(
    phone.trim().replace(/^00/, '+'),
    isSupportedCountry(country) ? (country as CountryCode) : undefined,
  );
  return parsed?.isPossible() ?? false;
};

/** Contacts that lead nowhere: a telephone number that no country's plan has, an address that is a slip or says nothing. */
export const contactAnomalies = (
  { phone, country }: Pick<Address, 'phone' | 'country'>,
  customer: OrderBody['customer'],
  channel: Channel,
): Anomaly[] => {
  const [mailbox = '', domain = ''] = customer.email?.toLowerCase().split('@') ?? [];
  const phones = MASKED.includes(channel)
    ? []
    : [
        { field: 'shippingAddress/phone', said: phone },
        ...(customer.phone === undefined || customer.phone === phone
          ? []
          : [{ field: 'customer/phone', said: customer.phone }]),
      ];
  return [
    ...phones
      .filter(({ said }) => !isDialled(said, country))
      .map(
        ({ field, said }): Anomaly => ({
          kind: 'contact',
          code: 'phone',
          severity: 'low',
          reason: `${field} is no number that can be dialled`,
          evidence: { field, country },
          signs: { [`phone ${said}`]: 1 },
        }),
      ),
    ...(customer.email !== undefined && (SLIPS.has(domain) || isPlaceholder(mailbox))
      ? [
          {
            kind: 'contact' as const,
            code: 'email',
            severity: 'low' as const,
            reason: 'the e-mail address looks mistyped or made up',
            evidence: { field: 'customer/email', domain },
            signs: { [`email ${customer.email}`]: 1 },
          },
        ]
      : []),
  ];
};
