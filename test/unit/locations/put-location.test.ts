import { putLocationSchema } from '../../../shared/locations/location-schema.ts';
import { validate } from '../../../shared/runtime/http-request.ts';

const location = {
  name: 'Main warehouse',
  kind: 'warehouse',
  address: { country: 'CN', city: '上海市', line1: '世纪大道100号' },
};

describe('putting a location', () => {
  it('is active unless it is said otherwise', () => {
    expect(validate(putLocationSchema, location)).toMatchObject({ value: { active: true } });
  });

  it.each([
    [{ kind: 'cellar' }, '/kind'],
    [{ address: { ...location.address, country: 'China' } }, '/address/country'],
    [{ address: { ...location.address, door: 'left' } }, '/address/door'],
    [{ dailyCapacity: -1 }, '/dailyCapacity'],
    [{ cutOff: '24:00' }, '/cutOff'],
    [{ cutOff: '9:00' }, '/cutOff'],
    [{ active: 'yes' }, '/active'],
  ])('refuses what is no location and says where: %j', (change, path) => {
    expect(validate(putLocationSchema, { ...location, ...change })).toMatchObject({
      status: 422,
      errors: [{ path }],
    });
  });
});
