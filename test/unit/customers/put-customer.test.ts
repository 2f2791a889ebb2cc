import { describe, expect, it } from '@jest/globals';
import type { Customer } from '../../../shared/customers/customer.ts';
import { putCustomerSchema } from '../../../shared/customers/customer-schema.ts';
import { customerView } from '../../../shared/customers/customer-view.ts';
import { maySeeCustomer } from '../../../shared/customers/may-see-customer.ts';
import { putCustomer } from '../../../shared/customers/put-customer.ts';
import type { Actor } from '../../../shared/kernel/actor.ts';
import { validate } from '../../../shared/runtime/http-request.ts';

const staff: Actor = { name: 'user:staff', roles: ['service_agent'] };
const ada: Actor = { name: 'user:ada', roles: ['storefront'], customerId: 'cus_ada' };
const wanted = { name: 'Ada', addresses: [] };

const stored: Customer = {
  id: 'cus_ada',
  version: 3,
  name: 'Ada',
  tier: 'A',
  creditRating: 'C',
  addresses: [],
  notes: 'pays late',
};

describe('putting a customer', () => {
  it('begins with nobody judged', () => {
    expect(putCustomer(undefined, 'cus_ada', wanted, ada)).toEqual({
      id: 'cus_ada',
      version: 1,
      name: 'Ada',
      tier: 'B',
      creditRating: 'B',
      addresses: [],
    });
  });

  it('keeps the merchant’s judgement where it is not said', () => {
    expect(putCustomer(stored, 'cus_ada', { ...wanted, phone: '+8613912345678' }, ada)).toMatchObject({
      version: 4,
      phone: '+8613912345678',
      tier: 'A',
      creditRating: 'C',
      notes: 'pays late',
    });
  });

  it('lets staff judge', () => {
    const judged = { ...wanted, tier: 'C', creditRating: 'A', notes: 'better now' } as const;
    expect(putCustomer(stored, 'cus_ada', judged, staff)).toMatchObject(judged);
  });

  it.each([{ tier: 'B' }, { creditRating: 'A' }, { notes: 'a fine person' }] as const)(
    'does not let customers judge themselves: %j',
    (judgement) => {
      expect(putCustomer(stored, 'cus_ada', { ...wanted, ...judgement }, ada)).toMatchObject({ status: 403 });
    },
  );

  it('lets customers send back what they read', () => {
    expect(putCustomer(stored, 'cus_ada', { ...wanted, tier: 'A', creditRating: 'C' }, ada)).toMatchObject({
      version: 4,
    });
  });

  it('shows customers themselves, without what staff wrote, and nobody else', () => {
    expect(customerView(stored, ada)).not.toHaveProperty('notes');
    expect(customerView(stored, staff)).toHaveProperty('notes');
    expect(maySeeCustomer('cus_ada', ada)).toBeUndefined();
    expect(maySeeCustomer('cus_bob', ada)).toMatchObject({ status: 404 });
    expect(maySeeCustomer('cus_bob', staff)).toBeUndefined();
  });

  it.each([
    [{ name: undefined }, '/name'],
    [{ phone: 'call me' }, '/phone'],
    [{ email: 'ada' }, '/email'],
    [{ tier: 'D' }, '/tier'],
    [{ language: 'fr' }, '/language'],
    [{ vip: true }, '/vip'],
  ])('refuses what is no customer and says where: %j', (change, path) => {
    expect(validate(putCustomerSchema, { ...wanted, ...change })).toMatchObject({
      status: 422,
      errors: [{ path }],
    });
  });
});
