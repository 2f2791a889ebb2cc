import type { Product } from '../../catalog/product.ts';
import type { Address, OrderBody } from '../order.ts';
import type { Anomaly, Severity } from './anomaly.ts';
import { isPostcodeOf, regionOf, regionOfCity } from './chinese-regions.ts';
import { isPlaceholder } from './placeholder.ts';
import { POSTCODES } from './postcodes.ts';

/** What a post box cannot take: goods with these traits come by freight or by a courier who asks for a signature. */
const NOT_INTO_A_BOX: readonly string[] = ['oversize', 'hazardous', 'cold'];

const POST_BOX =
  /\bp\.?\s?o\.?\s?box\b|\bpost(?:al)? box\b|\bpostfach\b|\bpostbus\b|\bboîte postale\b|邮政信箱/iu;

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
  products: readonly Pick<Product, 'traits'>[],
): Anomaly[] => {
  if (delivery.method === 'pickup') return [];
  return [
    ...placeholders(address),
    ...postcodeAnomalies(address),
    ...(address.country === 'CN' ? chineseAnomalies(address) : []),
    ...postBoxAnomalies(address, products),
  ];
};

const placeholders = (address: Address): Anomaly[] =>
  (['name', 'province', 'city', 'line1'] as const)
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

const postBoxAnomalies = (
  { line1, line2 = '' }: Address,
  products: readonly Pick<Product, 'traits'>[],
): Anomaly[] => {
  const traits = [...new Set(products.flatMap((product) => product.traits))].filter((trait) =>
    NOT_INTO_A_BOX.includes(trait),
  );
  return traits.length > 0 && POST_BOX.test(`${line1} ${line2}`)
    ? [found('post_box', 'high', `a post box takes no ${traits.join(', ')} goods`, { traits })]
    : [];
};
