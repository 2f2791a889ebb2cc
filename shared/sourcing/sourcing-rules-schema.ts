import * as z from 'zod';
import type { FieldError } from '../kernel/problem.ts';
import { LOCATION_KINDS } from '../locations/location.ts';
import { CHANNELS } from '../orders/order.ts';
import { locationIdSchema, shopIdSchema, skuSchema, text } from '../orders/order-schema.ts';
import { DEFAULT_SOURCING, type SourcingRules } from './sourcing-rules.ts';

const amount = z.int().min(0).max(1_000_000_000);
const name = text(60);
const names = z.array(name).min(1).max(100);
const locationIds = z.array(locationIdSchema).min(1).max(200);

/** The whole document is read with every placement: far below what an item holds. */
const MOST_CHARACTERS = 60_000;

const zoneSchema = z.strictObject({
  name,
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, { error: 'is an ISO 3166 code' }))
    .min(1)
    .max(250),
  provinces: z.array(text(120)).min(1).max(100).optional(),
  postalPrefixes: z.array(text(10)).min(1).max(200).optional(),
});

const rateSchema = z.strictObject({
  locationIds: locationIds.optional(),
  kinds: z.array(z.enum(LOCATION_KINDS)).min(1).max(3).optional(),
  zones: names.optional(),
  parcel: amount,
  perKg: amount.default(0),
});

const wishSchema = z.strictObject({
  name,
  channels: z.array(z.enum(CHANNELS)).min(1).max(20).optional(),
  shopIds: z.array(shopIdSchema).min(1).max(100).optional(),
  methods: z
    .array(z.enum(['standard', 'express', 'pickup']))
    .min(1)
    .max(3)
    .optional(),
  zones: names.optional(),
  skus: z.array(skuSchema).min(1).max(500).optional(),
  exclude: locationIds.optional(),
  only: locationIds.optional(),
  prefer: locationIds.optional(),
  worth: amount.optional(),
});

/** The body of `PUT /v1/sourcing-rules`: the whole document; what is left out has its default. */
export const putSourcingRulesSchema = z.strictObject({
  splitPenalty: amount.default(DEFAULT_SOURCING.splitPenalty),
  delayPerDay: amount.default(DEFAULT_SOURCING.delayPerDay),
  latePerDay: amount.default(DEFAULT_SOURCING.latePerDay),
  preferenceWorth: amount.default(DEFAULT_SOURCING.preferenceWorth),
  shipToStore: z.boolean().default(true),
  zones: z.array(zoneSchema).max(100).default([]),
  rates: z.array(rateSchema).max(500).default([]),
  wishes: z.array(wishSchema).max(200).default([]),
  /** The version that was read; another one refuses. */
  version: z.int().min(0).optional(),
});

export type PutSourcingRules = z.infer<typeof putSourcingRulesSchema>;

/** The rules in force, with their version; 0 are the system's own. */
export const sourcingRulesSchema = putSourcingRulesSchema.extend({ version: z.int().min(0) });

/** What the forms of the fields do not say: zones that are not there, names used twice, wishes that wish nothing. */
export const sourcingMistakes = (rules: Omit<SourcingRules, 'version'>): FieldError[] => {
  const zones = rules.zones.map((zone) => zone.name);
  const unknownZones = (named: readonly string[] | undefined, path: string): FieldError[] =>
    (named ?? []).flatMap((zone, at) =>
      zones.includes(zone)
        ? []
        : [{ path: `${path}/zones/${at}`, code: 'unknown_zone', message: 'is not a zone of this document' }],
    );
  const errors = [
    ...usedTwice(zones, '/zones'),
    ...usedTwice(
      rules.wishes.map((wish) => wish.name),
      '/wishes',
    ),
    ...rules.rates.flatMap((rate, at) => unknownZones(rate.zones, `/rates/${at}`)),
    ...rules.wishes.flatMap((wish, at) => [
      ...unknownZones(wish.zones, `/wishes/${at}`),
      ...(wish.exclude || wish.only || wish.prefer
        ? []
        : [{ path: `/wishes/${at}`, code: 'empty_wish', message: 'says neither exclude, only nor prefer' }]),
      // A parcel has a worth by default, a unit has none: such a wish would be kept and never heard.
      ...(wish.prefer && wish.skus && wish.worth === undefined
        ? [{ path: `/wishes/${at}/worth`, code: 'required', message: 'is required to prefer single goods' }]
        : []),
    ]),
  ];
  if (errors.length > 0 || JSON.stringify(rules).length <= MOST_CHARACTERS) return errors;
  return [{ path: '', code: 'too_large', message: `has more than ${MOST_CHARACTERS} characters` }];
};

const usedTwice = (all: readonly string[], path: string): FieldError[] =>
  all.flatMap((each, at) =>
    all.indexOf(each) < at
      ? [{ path: `${path}/${at}/name`, code: 'used_twice', message: 'is the name of an earlier one' }]
      : [],
  );
