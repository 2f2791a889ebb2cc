import { dinero, toDecimal } from 'dinero.js';
import * as currencies from 'dinero.js/currencies';
import * as z from 'zod';
import { type Money, money } from '../kernel/money.ts';
import { dueOf } from '../orders/derive-axes.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import { type Address, HOLD_KINDS, type HoldKind, type Order } from '../orders/order.ts';
import type { News } from './choose-template.ts';
import { goodsInWords } from './goods-in-words.ts';
import { specialWorkInWords } from './special-work-in-words.ts';
import type { Language, LetterValues } from './template.ts';
import { waitingInWords } from './waiting-in-words.ts';

/** How the timeline names rules. */
const RULE = 'automation:';

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

/** The reasons for a hold, as people say them. */
const HOLD_WORDS: Readonly<Record<Language, Readonly<Record<HoldKind, string>>>> = {
  en: {
    address: 'address',
    price: 'price',
    quantity: 'quantity',
    contact: 'contact',
    credit: 'credit',
    duplicate: 'suspected duplicate',
    channel_change: 'changed by the channel',
    manual: 'by hand',
  },
  zh: {
    address: '地址问题',
    price: '价格异常',
    quantity: '数量异常',
    contact: '联系方式问题',
    credit: '信用问题',
    duplicate: '疑似重复订单',
    channel_change: '渠道变更',
    manual: '人工原因',
  },
};

/** An address in one line, the largest part first where that is the custom. */
const inOneLine = ({ country, province, city, district, line1, line2, postalCode }: Address): string =>
  country === 'CN'
    ? [province, city === province ? '' : city, district, line1, line2].join('')
    : [line1, line2, district, city, province, postalCode, country].filter((part) => part).join(', ');

const numbersOf = ({ into, absorbed }: News['data']): string =>
  [into ?? absorbed]
    .flat()
    .flatMap((each) => orderNameSchema.safeParse(each).data?.number ?? [])
    .join(', ');

const orderNameSchema = z.object({ number: z.string() });
const holdSchema = z.object({ kind: z.enum(HOLD_KINDS), holdId: z.string() });

const ofHold = (head: BuyersOrder['head'], data: News['data'], language: Language): Partial<LetterValues> => {
  const told = holdSchema.safeParse(data);
  if (!told.success) return {};
  const hold = head.holds.find(({ id }) => id === told.data.holdId);
  return { hold: HOLD_WORDS[language][told.data.kind], ...(hold ? { reason: hold.reason } : {}) };
};

/** The code of goods that wait to be fetched, where the news is about them. */
const codeOf = (fulfilments: readonly Fulfilment[], id: unknown): Pick<LetterValues, 'pickupCode'> => {
  const pickup = fulfilments.find((each) => each.id === id)?.pickup;
  return pickup ? { pickupCode: pickup.code } : {};
};

const owesMoney = ({ status, paymentTerms, totals }: BuyersOrder['head']): boolean =>
  status === 'open' && paymentTerms === 'prepaid' && dueOf(totals) > 0;

/** The values a message may speak of; in the buyer's language where no other is asked for. */
export const letterValues = (
  { head, body, fulfilments }: BuyersOrder,
  { data, actor }: News,
  language: Language = body.language,
  message?: string,
): LetterValues => {
  const inCurrency = (amount: number): string => inWords(money(amount, head.currency), language);
  const amount = moneySchema.safeParse(data.amount);
  const deadline = z.iso.datetime().safeParse(data.cancelsAt ?? data.dueAt ?? data.keptUntil);
  const tracking = trackingOf(fulfilments);
  return {
    number: head.number,
    name: body.customer.name,
    total: inCurrency(head.totals.grand),
    due: inCurrency(Math.max(0, dueOf(head.totals))),
    ...(amount.success ? { amount: inWords(amount.data, language) } : {}),
    ...(deadline.success ? { deadline: moment(deadline.data, language) } : {}),
    ...(tracking === '' ? {} : { tracking }),
    ...codeOf(fulfilments, data.fulfilmentId),
    ...(owesMoney(head) ? { owed: inCurrency(dueOf(head.totals)) } : {}),
    address: inOneLine(body.shippingAddress),
    ...(numbersOf(data) === '' ? {} : { orders: numbersOf(data) }),
    ...ofHold(head, data, language),
    ...goodsInWords(data, language),
    ...waitingInWords(data, (at) => moment(at, language)),
    ...specialWorkInWords(data, (at) => moment(at, language)),
    ...(message === undefined ? {} : { message }),
    ...(actor?.startsWith(RULE) ? { rule: actor.slice(RULE.length) } : {}),
  };
};
