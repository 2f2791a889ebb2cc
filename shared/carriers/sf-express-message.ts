import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Party, WaybillAnswer, WaybillOrder, Withdrawal } from './carrier-port.ts';

/** An account with SF Express's open platform. */
export const sfAccountSchema = z.strictObject({
  partnerId: z.string().min(1),
  checkword: z.string().min(1),
  /** The account that pays monthly. */
  monthlyCard: z.string().min(1).optional(),
  endpoint: z.url().default('https://bspgw.sf-express.com/std/service'),
});
export type SfAccount = z.infer<typeof sfAccountSchema>;

/** As Java's URLEncoder writes it, which the platform signs by. */
const urlEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/** The signature of a message: base64 of the MD5 of its URL-encoded text, time and check word. */
export const sfDigest = (message: string, timestamp: string, checkword: string): string =>
  createHash('md5')
    .update(urlEncoded(message + timestamp + checkword))
    .digest('base64');

/** The form that is posted for a call. `requestId` names the call itself, for the platform's support. */
export const sfForm = (
  { partnerId, checkword }: SfAccount,
  {
    serviceCode,
    message,
    requestId,
    now,
  }: { serviceCode: string; message: unknown; requestId: string; now: Date },
): URLSearchParams => {
  const msgData = JSON.stringify(message);
  const timestamp = String(now.getTime());
  return new URLSearchParams({
    partnerID: partnerId,
    requestID: requestId,
    serviceCode,
    timestamp,
    msgDigest: sfDigest(msgData, timestamp, checkword),
    msgData,
  });
};

const SENDER = 1;
const RECEIVER = 2;
const PAID_BY_SENDER = 1;

const contact = (contactType: number, party: Party) => ({
  contactType,
  contact: party.name,
  tel: party.phone,
  country: party.country,
  province: party.province,
  city: party.city,
  county: party.district,
  address: [party.line1, party.line2].filter(Boolean).join(' '),
  postCode: party.postalCode,
});

/** The order as the platform wants it; all parcels travel under one order, the first is the mother. */
export const sfOrder = (
  { monthlyCard }: SfAccount,
  { reference, service, from, to, parcels, contents, cod }: WaybillOrder,
) => ({
  language: 'zh-CN',
  orderId: reference,
  contactInfoList: [contact(SENDER, from), contact(RECEIVER, to)],
  cargoDetails: contents.map(({ name, quantity }) => ({ name, count: quantity })),
  monthlyCard,
  payMethod: PAID_BY_SENDER,
  expressTypeId: Number(service) || 1,
  parcelQty: parcels.length,
  // In kilogrammes.
  totalWeight: parcels.reduce((sum, { grams }) => sum + grams, 0) / 1000,
  ...(cod
    ? { serviceList: [{ name: 'COD', value: (cod.amount / 100).toFixed(2), value1: monthlyCard }] }
    : {}),
});

const envelopeSchema = z.looseObject({
  apiResultCode: z.string(),
  apiErrorMsg: z.string().nullish(),
  apiResultData: z.string().nullish(),
});

const resultSchema = z.looseObject({
  success: z.union([z.boolean(), z.stringbool()]),
  errorCode: z.string().nullish(),
  errorMsg: z.string().nullish(),
  msgData: z.unknown().optional(),
});
export type SfResult = z.infer<typeof resultSchema>;

const numbersSchema = z.looseObject({
  waybillNoInfoList: z
    .array(z.looseObject({ waybillType: z.coerce.number(), waybillNo: z.string().min(1) }))
    .min(1),
});

/** The order stands already: what a lost answer leaves behind. */
const ALREADY_ORDERED = '8016';
const ALREADY_CANCELLED = '8037';
const UNKNOWN_ORDER: readonly string[] = ['8013', '8018', '20012'];
/** The platform's own troubles; everything else is a word on the order. */
const PASSING = /^(S0001|S0002|S0003|S0004|S0005|S0006|S0007|E[0-9]+)$/;

/** Reads an answer; what is the platform's or the account's trouble rather than the order's is thrown. */
export const readSfAnswer = (text: string): SfResult => {
  const envelope = envelopeSchema.parse(JSON.parse(text));
  if (envelope.apiResultCode !== 'A1000')
    throw new Error(`SF Express answers ${envelope.apiResultCode}: ${envelope.apiErrorMsg ?? 'no reason'}.`);
  const result = resultSchema.parse(JSON.parse(envelope.apiResultData ?? '{}'));
  if (!result.success && PASSING.test(result.errorCode ?? ''))
    throw new Error(`SF Express has trouble of its own, ${result.errorCode}: ${result.errorMsg}.`);
  return result;
};

export const isAlreadyOrdered = ({ success, errorCode }: SfResult): boolean =>
  !success && errorCode === ALREADY_ORDERED;

const reasonOf = ({ errorCode, errorMsg }: SfResult): string =>
  `${errorCode ?? 'no code'}: ${errorMsg ?? 'no reason'}`.slice(0, 500);

/** The numbers of an order, mother first, or why there are none. */
export const sfNumbers = (result: SfResult, parcels: number): WaybillAnswer => {
  if (!result.success) return { refused: reasonOf(result) };
  const { waybillNoInfoList } = numbersSchema.parse(result.msgData);
  const numbers = waybillNoInfoList
    .toSorted((one, other) => one.waybillType - other.waybillType)
    .map(({ waybillNo }) => waybillNo);
  if (numbers.length < parcels)
    throw new Error(`SF Express gave ${numbers.length} numbers for ${parcels} parcels.`);
  return { numbers: numbers.slice(0, parcels) };
};

export const sfWithdrawal = (result: SfResult): Withdrawal => {
  if (result.success || result.errorCode === ALREADY_CANCELLED) return 'withdrawn';
  return UNKNOWN_ORDER.includes(result.errorCode ?? '') ? 'unknown' : { kept: reasonOf(result) };
};
