import { dinero, toDecimal } from 'dinero.js';
import * as currencies from 'dinero.js/currencies';
import * as z from 'zod';
import { type Money, money } from '../kernel/money.ts';
import { dueOf } from '../orders/derive-axes.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { News } from './choose-template.ts';
import type { Language, LetterValues } from './template.ts';

/** What of an order a message needs. */
export type BuyersOrder = Pick<Order, 'head' | 'body' | 'fulfilments'>;

const LOCALE: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };
/** Readers of Chinese are told the hour in China; everybody else in a time that names itself. */
const TIME_ZONE: Readonly<Record<Language, string>> = { en: 'UTC', zh: 'Asia/Shanghai' };

const known: Readonly<Record<string, { code: string; base: number; exponent: number }>> = currencies as never;

const moneySchema = z.object({ amount: z.int(), currency: z.string() });

const inWords = ({ amount, currency: code }: Money, language: Language): string => {
  const currency = known[code];
  if (!currency) return `${amount} ${code}`;
  const exact = toDecimal(dinero({ amount, currency }));
  return new Intl.NumberFormat(LOCALE[language], {
    style: 'currency',
    currency: code,
    minimumFractionDigits: currency.exponent,
    maximumFractionDigits: currency.exponent,
  }).format(exact as `${number}`);
};

const moment = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALE[language], {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: TIME_ZONE[language],
    timeZoneName: 'short',
  }).format(new Date(at));

const trackingOf = (fulfilments: readonly Fulfilment[]): string =>
  fulfilments
    .filter(({ status }) => status === 'shipped' || status === 'delivered')
    .flatMap(({ parcels }) => parcels.map(({ carrier, trackingNumber }) => `${carrier} ${trackingNumber}`))
    .join(', ');

/** The values a message may speak of, in the buyer's language. */
export const letterValues = ({ head, body, fulfilments }: BuyersOrder, { data }: News): LetterValues => {
  const { language } = body;
  const inCurrency = (amount: number): string => inWords(money(amount, head.currency), language);
  const amount = moneySchema.safeParse(data.amount);
  const deadline = z.iso.datetime().safeParse(data.cancelsAt);
  const tracking = trackingOf(fulfilments);
  return {
    number: head.number,
    name: body.customer.name,
    total: inCurrency(head.totals.grand),
    due: inCurrency(Math.max(0, dueOf(head.totals))),
    ...(amount.success ? { amount: inWords(amount.data, language) } : {}),
    ...(deadline.success ? { deadline: moment(deadline.data, language) } : {}),
    ...(tracking === '' ? {} : { tracking }),
  };
};
