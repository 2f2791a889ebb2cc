import { unknownPlace } from '../../../shared/sourcing/place.ts';
import { DEFAULT_SOURCING, type SourcingRules, type Zone } from '../../../shared/sourcing/sourcing-rules.ts';
import { putSourcingRulesSchema, sourcingMistakes } from '../../../shared/sourcing/sourcing-rules-schema.ts';
import { rateOf, zoneOf } from '../../../shared/sourcing/zones-and-rates.ts';

const rulesWith = (zone: Partial<Zone>): SourcingRules => ({
  ...DEFAULT_SOURCING,
  zones: [{ name: 'near', countries: ['CN', 'GB'], ...zone }],
});

describe('The zone of an address', () => {
  it.each([
    ['广东', '广东省'],
    ['广东省', '广东'],
    ['新疆维吾尔自治区', '新疆'],
    ['上海', '上海市'],
  ])('knows the province %s in an address that says %s', (named, written) => {
    const address = { country: 'CN', province: written };
    expect(zoneOf(rulesWith({ provinces: [named] }), address)).toBe('near');
  });

  it('knows a postcode however it is spaced, as carriers’ zones do', () => {
    const address = { country: 'GB', province: 'London', postalCode: 'sw1a-1aa' };
    expect(zoneOf(rulesWith({ postalPrefixes: ['SW1A 1'] }), address)).toBe('near');
    expect(zoneOf(rulesWith({ postalPrefixes: ['SW1A 2'] }), address)).toBeUndefined();
  });

  it('has no rate where every rate names another zone', () => {
    const rules = { ...rulesWith({}), rates: [{ zones: ['near'], parcel: 800, perKg: 0 }] };
    expect(
      rateOf(rules, unknownPlace('a'), zoneOf(rules, { country: 'US', province: 'NY' })),
    ).toBeUndefined();
  });
});

describe('A wish for single goods', () => {
  it('says what a unit is worth, because nothing would be heard of it otherwise', () => {
    const wish = { name: 'fresh', skus: ['MILK'], prefer: ['dairy'] };
    const mistakesOf = (wishes: object[]) =>
      sourcingMistakes(putSourcingRulesSchema.parse({ wishes })).map(({ path, code }) => ({ path, code }));

    expect(mistakesOf([wish])).toEqual([{ path: '/wishes/0/worth', code: 'required' }]);
    expect(mistakesOf([{ ...wish, worth: 50 }])).toEqual([]);
    expect(mistakesOf([{ name: 'parcels', prefer: ['dairy'] }])).toEqual([]);
  });
});
