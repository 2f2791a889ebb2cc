import type { Customer } from '../../../shared/customers/customer.ts';
import { putCustomerSchema } from '../../../shared/customers/customer-schema.ts';
import { customerView } from '../../../shared/customers/customer-view.ts';
import { maySeeCustomer } from '../../../shared/customers/may-see-customer.ts';
import { putCustomer } from '../../../shared/customers/put-customer.ts';
import type { Actor } from '../../../shared/kernel/actor.ts';
import { validate } from '../../../shared/runtime/http-request.ts';

const staff: Actor = { name: 'user:staff', roles: ['service_agent'] };
const ada: Actor = { name: 'user:ada', roles: ['storefront'], customerId: 'cus_ada' };
const finance: Actor = { name: 'user:money', roles: ['finance'] };
const by = (actor: Actor) => ({ actor, at: '2026-01-01T00:00:00.000Z' });
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
    expect(putCustomer(undefined, 'cus_ada', wanted, by(ada))).toEqual({
      id: 'cus_ada',
      version: 1,
      name: 'Ada',
      tier: 'B',
      creditRating: 'B',
      addresses: [],
    });
  });

  it('keeps the merchant’s judgement where it is not said', () => {
    expect(putCustomer(stored, 'cus_ada', { ...wanted, phone: '+8613912345678' }, by(ada))).toMatchObject({
      version: 4,
      phone: '+8613912345678',
      tier: 'A',
      creditRating: 'C',
      notes: 'pays late',
    });
  });

  it('lets staff judge, and pins the tier that a person gave', () => {
    const judged = { ...wanted, tier: 'C', notes: 'better now' } as const;
    expect(putCustomer(stored, 'cus_ada', judged, by(staff))).toMatchObject({ ...judged, tierPinned: true });
    const freed = putCustomer(
      { ...stored, tierPinned: true },
      'cus_ada',
      { ...wanted, tierPinned: false },
      by(staff),
    );
    expect(freed).not.toHaveProperty('tierPinned');
    const same = putCustomer(stored, 'cus_ada', { ...wanted, tier: 'A' }, by(staff));
    expect(same).not.toHaveProperty('tierPinned');
  });

  const limit = { amount: 500_000, currency: 'CNY' };

  it.each([{ creditRating: 'A' }, { creditRating: 'B' }, { creditLimit: limit }] as const)(
    'lets finance give credit, and not the service desk: %j',
    (credit) => {
      expect(putCustomer(stored, 'cus_ada', { ...wanted, ...credit }, by(staff))).toMatchObject({
        status: 403,
      });
      expect(putCustomer(stored, 'cus_ada', { ...wanted, ...credit }, by(finance))).toMatchObject(credit);
    },
  );

  it('lets the service desk lower a rating, and nobody but finance take a limit away', () => {
    const rated = { ...stored, creditRating: 'A', creditLimit: limit } as const;
    expect(putCustomer(rated, 'cus_ada', { ...wanted, creditRating: 'C' }, by(staff))).toMatchObject({
      creditRating: 'C',
      creditLimit: limit,
    });
    const without = { ...wanted, creditLimit: null };
    expect(putCustomer(rated, 'cus_ada', without, by(staff))).toMatchObject({ status: 403 });
    expect(putCustomer(rated, 'cus_ada', without, by(finance))).not.toHaveProperty('creditLimit');
  });

  it('refuses to change who goes on as another, and who was erased', () => {
    expect(putCustomer({ ...stored, mergedInto: 'cus_bob' }, 'cus_ada', wanted, by(staff))).toMatchObject({
      status: 409,
      code: 'customer_merged',
      extra: { mergedInto: 'cus_bob' },
    });
    const erasure = { requestedAt: '2026-01-01T00:00:00.000Z', requestedBy: 'user:ada', reason: 'asked' };
    expect(putCustomer({ ...stored, erasure }, 'cus_ada', wanted, by(staff))).toMatchObject({
      code: 'customer_erased',
    });
  });

  it.each([{ tier: 'B' }, { creditRating: 'A' }, { notes: 'a fine person' }] as const)(
    'does not let customers judge themselves: %j',
    (judgement) => {
      expect(putCustomer(stored, 'cus_ada', { ...wanted, ...judgement }, by(ada))).toMatchObject({
        status: 403,
      });
    },
  );

  it('lets customers send back what they read', () => {
    expect(
      putCustomer(stored, 'cus_ada', { ...wanted, tier: 'A', creditRating: 'C' }, by(ada)),
    ).toMatchObject({
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
