import * as z from 'zod';
import { TRAITS } from '../catalog/product.ts';
import { carrierSchema as carrierIdSchema } from '../fulfilment/fulfilment-schema.ts';
import { currencySchema } from '../kernel/money.ts';
import { locationIdSchema, text } from '../orders/order-schema.ts';
import { CONNECTIONS, SERVICE_KINDS, SERVICE_METHODS, TRACKERS } from './carrier.ts';
import { isTimeZone } from './next-departure.ts';

const MAX_ZONES = 60;
const MAX_SERVICES = 20;
/** Of a whole carrier: its document has to fit an item of the table. */
const MAX_AREAS = 500;
const MAX_POSTCODES = 5000;

const amount = z.int().min(0).max(1_000_000_000);
const grams = z.int().min(1).max(100_000_000);
const isDistinct = (list: readonly unknown[]): boolean => new Set(list).size === list.length;
const noRepeat = { error: 'names one of them twice' };

const areaSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, { error: 'is an ISO 3166 code of two capital letters' }),
  region: text(40).optional(),
  city: text(40).optional(),
  postcodes: z
    .array(z.string().regex(/^[A-Za-z0-9 -]{1,10}$/, { error: 'is not the beginning of a postcode' }))
    .min(1)
    .max(MAX_POSTCODES)
    .optional(),
});

const zoneSchema = z.strictObject({
  id: text(40),
  from: z.array(locationIdSchema).min(1).max(100).optional(),
  areas: z.array(areaSchema).min(1).max(MAX_AREAS),
});

const weightPrice = z.strictObject({ grams, amount });

const rateSchema = z.strictObject({
  zone: text(40),
  first: weightPrice,
  further: weightPrice.optional(),
  transitHours: z
    .number()
    .min(0)
    .max(24 * 90),
});

const serviceSchema = z.strictObject({
  code: text(60),
  name: text(120),
  kind: z.enum(SERVICE_KINDS).default('express'),
  methods: z.array(z.enum(SERVICE_METHODS)).min(1).max(2).refine(isDistinct, noRepeat).default(['standard']),
  traits: z.array(z.enum(TRAITS)).max(TRAITS.length).refine(isDistinct, noRepeat).default([]),
  traitFees: z.partialRecord(z.enum(TRAITS), amount).default({}),
  maxGrams: grams.optional(),
  maxValue: z.int().min(1).max(1_000_000_000_000).optional(),
  cod: z.boolean().default(false),
  codFee: z.strictObject({ rate: z.number().min(0).max(1), minimum: amount }).optional(),
  cutOff: z
    .string()
    .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, { error: 'is a time of day, HH:MM' })
    .optional(),
  days: z.array(z.int().min(1).max(7)).min(1).max(7).refine(isDistinct, noRepeat).optional(),
  rates: z.array(rateSchema).max(MAX_ZONES),
});

type Named = { zones: z.infer<typeof zoneSchema>[]; services: z.infer<typeof serviceSchema>[] };

/** What the parts of the document say of each other. */
const coherent = ({ zones, services }: Named, context: z.core.$RefinementCtx): void => {
  const issue = (path: (string | number)[], code: string, message: string) =>
    context.addIssue({ code: 'custom', path, message, params: { code } });
  const seen = <T>(list: readonly T[], of: (each: T) => string, path: (at: number) => (string | number)[]) =>
    list.forEach((each, at) => {
      if (list.findIndex((other) => of(other) === of(each)) < at)
        issue(path(at), 'duplicate', 'has a name that stands above already');
    });
  seen(
    zones,
    ({ id }) => id,
    (at) => ['zones', at, 'id'],
  );
  seen(
    services,
    ({ code }) => code,
    (at) => ['services', at, 'code'],
  );
  const known = new Set(zones.map(({ id }) => id));
  services.forEach(({ rates }, at) => {
    seen(
      rates,
      ({ zone }) => zone,
      (rate) => ['services', at, 'rates', rate, 'zone'],
    );
    rates.forEach(({ zone }, rate) => {
      if (!known.has(zone))
        issue(['services', at, 'rates', rate, 'zone'], 'unknown_zone', 'is no zone of this carrier');
    });
  });
  const areas = zones.flatMap((zone) => zone.areas);
  const postcodes = areas.reduce((sum, area) => sum + (area.postcodes?.length ?? 0), 0);
  if (areas.length > MAX_AREAS || postcodes > MAX_POSTCODES)
    issue(['zones'], 'too_many', `has more than ${MAX_AREAS} areas or ${MAX_POSTCODES} postcodes in all`);
};

const fields = {
  name: text(120),
  active: z.boolean().default(true),
  currency: currencySchema,
  timeZone: z.string().max(60).refine(isTimeZone, { error: 'is not the name of a time zone' }).default('UTC'),
  connection: z.enum(CONNECTIONS).default('rule'),
  locations: z.array(locationIdSchema).min(1).max(100).optional(),
  trackerNames: z.partialRecord(z.enum(TRACKERS), text(60)).default({}),
  zones: z.array(zoneSchema).max(MAX_ZONES),
  services: z.array(serviceSchema).max(MAX_SERVICES),
};

/** The body of `PUT /v1/carriers/{id}`: the whole carrier. */
export const putCarrierSchema = z.strictObject(fields).superRefine(coherent);
export type PutCarrier = z.infer<typeof putCarrierSchema>;

/** A carrier, as answers show it. */
export const carrierAnswerSchema = z.lazy(() =>
  z.object({ id: carrierIdSchema, version: z.int(), ...fields }),
);
