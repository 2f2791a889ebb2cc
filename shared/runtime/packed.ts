import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * Words that orders' parts and records say again and again. What was packed with them cannot be read without them: they
 * are never changed; another list would need another name in the item.
 */
const WORDS = [
  '{"at":"\u0002m","actor":"system:allocate-order","user:carrier:payments/rule:channel:system:notifications","providerReference":"',
  '"channel":"storefrontdealerimportgenericshopifytaobao","shopId":"","externalId":"","chain":["',
  '"data":{"paymentId":"pay_\u0003A","method":"transferwechatalipaycard","amount":{"amount":,"currency":"USDEURCNY"}',
  '"grand":{"amount":,"locations":[""],"sourcing":{"rules":0,"cost":0,"candidates":1,"exact":true}',
  '"rule":5,"ruleName":"paid and nothing odd","rulesVersion":0,"decidedBy":"rule:5","fulfilments":[{"fulfilmentId":"ful_\u0003A',
  '"type":"payment_opened"payment_received"confirmed"allocated"released"paid"placed"validated"stock_reserved"shipping_told"',
  '"completed"delivered"out_for_delivery"in_transit"picked_up"handed_over"created"generic"waybill_created"',
  '"orderId":"ord_\u0003A","orderNumber":"26","ordinal":1,"boxes":[{"weightGrams":,"lines":[',
  '"lines":[{"lineId":"lin_1","sku":"","quantity":1,"picked":0},{"lineId":"lin_2","parcels":[{"id":"par_\u0003A',
  '"carrier":"","trackingNumber":"OMS","status":"","newsAt":"\u0002m","inTransitAt":"\u0002m","outForDeliveryAt":"\u0002m',
  '"promisedShipBy":"\u0002m","priority":0,"placedAt":"\u0002m","releasedAt":"\u0002m","pickedAt":"\u0002m',
  '"packedAt":"\u0002m","waybilledAt":"\u0002m","shippedAt":"\u0002m","deliveredAt":"\u0002m","dueAt":"\u0002m',
  '[{"commitId":"\u0003A","order":{"id":"ord_\u0003A","number":"26","version":1,"channel":"storefront","customerId":"cus_\u0003A',
  '"stage":"unconfirmed_unpaid"ready_processed"processed_shipped"shipped"completed"},"events":[{"type":"picked","data":{',
  '"fulfilmentId":"ful_\u0003A","locationId":"","status":"waybilled"packed"picked"},"at":"\u0002m","actor":"user:\u0001',
  '[{"commitId":"\u0003A","events":[{"type":"shipping_told","actor":"system:notifications"}]},{"commitId":"\u0003A',
  '","events":[{"type":"completed","data":{"kept":{"amount":,"currency":"CNY"}},"actor":"user:\u0001',
  '"}],"correlationId":"\u0001"}]',
].join('');

const dictionary = Buffer.from(WORDS);

/** What stands before something shortened; JSON has none of these signs, it writes them as `\\u0001`. */
const [OF_UUID, OF_INSTANT, OF_ULID] = ['\u0001', '\u0002', '\u0003'];
const SHORT_UUID = new RegExp(`${OF_UUID}([\\w-]{22})`, 'g');
const SHORT_ULID = new RegExp(`${OF_ULID}([\\w-]{22})`, 'g');
const SHORT_INSTANT = new RegExp(`${OF_INSTANT}(-?[0-9a-z]+)${OF_INSTANT}`, 'g');

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const ULID = /[0-7][0-9A-HJKMNP-TV-Z]{25}/g;
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

const ofUlid = (ulid: string): string => {
  const number = [...ulid].reduce((sum, digit) => sum * 32n + BigInt(BASE32.indexOf(digit)), 0n);
  return Buffer.from(number.toString(16).padStart(32, '0'), 'hex').toString('base64url');
};

const toUlid = (digits: string): string => {
  const number = BigInt(`0x${Buffer.from(digits, 'base64url').toString('hex')}`);
  return Array.from({ length: 26 }, (_, at) => BASE32[Number((number >> BigInt(5 * (25 - at))) & 31n)]).join(
    '',
  );
};

/** What no compression makes smaller, in fewer characters; behind a sign that stands in no JSON. */
const shortened = (json: string): string =>
  json
    .replace(
      UUID,
      (uuid) => `${OF_UUID}${Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url')}`,
    )
    .replace(ULID, (ulid) => `${OF_ULID}${ofUlid(ulid)}`)
    .replace(INSTANT, (instant) => {
      const time = new Date(instant);
      return time.toJSON() === instant ? `${OF_INSTANT}${time.getTime().toString(36)}${OF_INSTANT}` : instant;
    });

const lengthened = (short: string): string =>
  short
    .replace(SHORT_UUID, (_, digits: string) =>
      Buffer.from(digits, 'base64url')
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    )
    .replace(SHORT_ULID, (_, digits: string) => toUlid(digits))
    .replace(SHORT_INSTANT, (_, time: string) => new Date(Number.parseInt(time, 36)).toISOString());

/** A value as JSON, compressed: a usual part of an order takes a third of its room. */
export const pack = (value: unknown): Uint8Array =>
  deflateRawSync(shortened(JSON.stringify(value)), { dictionary });

/** What {@link pack} packed. Streams bring bytes as base64. */
export const unpack = (packed: Uint8Array | string): unknown =>
  JSON.parse(
    lengthened(
      inflateRawSync(typeof packed === 'string' ? Buffer.from(packed, 'base64') : packed, {
        dictionary,
      }).toString(),
    ),
  );

/** An item of which only a part stands open, for keys, conditions and updates; the rest lies in `packed`. */
export type Packed = { packed?: Uint8Array | string };

/** An item with all that it says; what stands open goes before what is packed. */
export const wholeItem = <T extends Record<string, unknown>>(item: T): T => {
  const { packed, ...open } = item as T & Packed;
  return packed === undefined ? item : ({ ...(unpack(packed) as object), ...open } as unknown as T);
};
