import type { Product } from '../../catalog/product.ts';
import type { Address, OrderBody } from '../order.ts';
import type { Anomaly, Severity } from './anomaly.ts';
import { isPostcodeOf, regionOf, regionOfCity } from './chinese-regions.ts';
import { regionMistake } from './other-regions.ts';
import { isPlaceholder } from './placeholder.ts';
import { POSTCODES } from './postcodes.ts';

/** What a post box cannot take: goods with these traits come by freight or by a courier who asks for a signature. */
const NOT_INTO_A_BOX: readonly string[] = ['oversize', 'hazardous', 'cold'];

/** Goods that weigh more go by freight, which needs somebody at the door, in grams. */
const FREIGHT_FROM_GRAMS = 30_000;

const POST_BOX =
  /\bp\.?\s?o\.?\s?box\b|\bg\.?p\.?o\.? box\b|\bpost(?:al| office)? box\b|\b(?:locked|private) bag \d|\bpostfach\b|\bpackstation\b|\bpostbus\b|bo[iî]te postale\b|^b\.?p\.? \d|\bcasella postale\b|\bcaixa postal\b|\bapartado(?: de correos)?\s\d|私書箱|[邮郵]政信箱/iu;

/** Where the region is part of the address; elsewhere shops write anything into a field that their form asks for. */
const WITH_REGION: readonly string[] = [
  'AU',
  'BR',
  'CA',
  'CN',
  'ID',
  'IN',
  'IT',
  'JP',
  'KR',
  'MX',
  'MY',
  'TH',
  'US',
];

/** What of the goods decides how they travel. */
type Goods = Pick<Product, 'traits'> & Partial<Pick<Product, 'weightGrams'>>;

const found = (
  code: string,
  severity: Severity,
  reason: string,
  evidence: Anomaly['evidence'] = {},
): Anomaly => ({
  kind: 'address',
  code,
  severity,
  reason,
  evidence,
  signs: { [`${code} ${JSON.stringify(evidence)}`]: 1 },
});

/**
 * What keeps a parcel from arriving: placeholders, a postcode that is missing where the post needs it or has not the
 * country's form, a Chinese region that is unknown or is not the city's or the postcode's, a post box for goods that do
 * not go into one. What is collected at a shop needs no address.
 */
export const addressAnomalies = (
  address: Address,
  delivery: Pick<OrderBody['delivery'], 'method'>,
  products: readonly Goods[],
): Anomaly[] => {
  if (delivery.method === 'pickup') return [];
  return [
    ...placeholders(address),
    ...postcodeAnomalies(address),
    ...(address.country === 'CN' ? chineseAnomalies(address) : regionAnomalies(address)),
    ...postBoxAnomalies(address, products),
  ];
};

const placeholders = (address: Address): Anomaly[] =>
  (['name', 'province', 'city', 'line1'] as const)
    .filter((field) => field !== 'province' || WITH_REGION.includes(address.country))
    .filter((field) => isPlaceholder(address[field]))
    .map((field) => found('placeholder', 'high', `${field} says nothing`, { field, said: address[field] }));

const postcodeAnomalies = ({ country, postalCode }: Address): Anomaly[] => {
  const known = POSTCODES[country];
  if (!known) return [];
  if (postalCode === undefined)
    return known.needed ? [found('postcode_missing', 'low', 'the postcode is missing', { country })] : [];
  return known.form.test(postalCode.trim().toUpperCase())
    ? []
    : [found('postcode_form', 'high', `${postalCode} is no postcode of ${country}`, { country, postalCode })];
};

const chineseAnomalies = ({ province, city, postalCode }: Address): Anomaly[] => {
  const region = regionOf(province);
  if (region === undefined)
    return [found('region_unknown', 'low', `${province} is no region of China`, { province })];
  const ofCity = regionOfCity(city);
  return [
    ...(ofCity !== undefined && ofCity !== region
      ? [found('city_elsewhere', 'high', `${city} does not lie in ${province}`, { province, city })]
      : []),
    ...(postalCode !== undefined && /^\d{6}$/.test(postalCode) && !isPostcodeOf(region, postalCode)
      ? [found('postcode_elsewhere', 'low', `${postalCode} is not of ${province}`, { province, postalCode })]
      : []),
  ];
};

const regionAnomalies = ({ country, province, postalCode }: Address): Anomaly[] => {
  // What says nothing is named by itself.
  const mistake = isPlaceholder(province) ? undefined : regionMistake(country, province, postalCode);
  if (mistake === undefined) return [];
  return mistake === 'unknown'
    ? [found('region_unknown', 'low', `${province} is no region of ${country}`, { country, province })]
    : [found('postcode_elsewhere', 'low', `${postalCode} is not of ${province}`, { province, postalCode })];
};

const postBoxAnomalies = ({ line1, line2 = '' }: Address, products: readonly Goods[]): Anomaly[] => {
  const kinds = [
    ...new Set<string>(products.flatMap((product) => product.traits)),
    ...(products.some(({ weightGrams = 0 }) => weightGrams > FREIGHT_FROM_GRAMS) ? ['heavy'] : []),
  ].filter((kind) => kind === 'heavy' || NOT_INTO_A_BOX.includes(kind));
  return kinds.length > 0 && [line1, line2].some((line) => POST_BOX.test(line.trim()))
    ? [found('post_box', 'high', `a post box takes no ${kinds.join(', ')} goods`, { traits: kinds })]
    : [];
};
