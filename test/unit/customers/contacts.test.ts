import { claimsOf, nextContacts } from '../../../shared/customers/contacts.ts';
import type { Customer, CustomerContact } from '../../../shared/customers/customer.ts';
import type { Actor } from '../../../shared/kernel/actor.ts';

const AT = '2026-01-01T00:00:00.000Z';
const staff: Actor = { name: 'user:staff', roles: ['service_agent'] };
const ada: Actor = { name: 'user:ada', roles: ['storefront'], customerId: 'cus_ada' };
const by = (actor: Actor, inherited: readonly CustomerContact[] = []) => ({ actor, at: AT, inherited });
const wanted = { name: 'Ada', addresses: [] };

const known = (contacts: CustomerContact[], more: Partial<Customer> = {}): Customer => ({
  id: 'cus_ada',
  version: 1,
  name: 'Ada',
  tier: 'B',
  creditRating: 'B',
  addresses: [],
  contacts,
  ...more,
});

const phone: CustomerContact & { kind: 'phone' } = {
  kind: 'phone',
  value: '+8613912345678',
  verified: false,
};
const proved = { ...phone, verified: true, verifiedBy: 'user:staff', verifiedAt: AT };

describe('the contacts of a customer', () => {
  it('have the main ones among them', () => {
    expect(
      nextContacts(undefined, { ...wanted, phone: phone.value, email: 'ada@example.com' }, by(ada)),
    ).toEqual([phone, { kind: 'email', value: 'ada@example.com', verified: false }]);
  });

  it('are proved by staff, never by themselves', () => {
    const asked = { ...wanted, contacts: [{ ...phone, verified: true }] };
    expect(nextContacts(known([phone]), asked, by(ada))).toMatchObject({ status: 403 });
    expect(nextContacts(known([phone]), asked, by(staff))).toEqual([proved]);
    expect(nextContacts(known([proved]), asked, by(ada))).toEqual([proved]);
  });

  it('do not let somebody say which buyer of a channel they are', () => {
    const asked = {
      ...wanted,
      contacts: [{ kind: 'channel', value: 'buyer-7', channel: 'taobao' }],
    } as const;
    expect(nextContacts(known([]), { ...asked, contacts: [...asked.contacts] }, by(ada))).toMatchObject({
      status: 403,
    });
    expect(nextContacts(known([]), { ...asked, contacts: [...asked.contacts] }, by(staff))).toEqual([
      { kind: 'channel', value: 'buyer-7', verified: false, channel: 'taobao' },
    ]);
  });

  it('stay where they are not said, but for a main one that was replaced and never proved', () => {
    const before = known([phone, { kind: 'phone', value: '+86139000', verified: false }], {
      phone: phone.value,
    });
    const values = (contacts: unknown) => (contacts as CustomerContact[]).map(({ value }) => value);
    expect(values(nextContacts(before, { ...wanted, phone: '+861888' }, by(ada)))).toEqual([
      '+86139000',
      '+861888',
    ]);
    const kept = known([proved], { phone: proved.value });
    expect(values(nextContacts(kept, { ...wanted, phone: '+861888' }, by(ada)))).toEqual([
      proved.value,
      '+861888',
    ]);
    expect(values(nextContacts(before, { ...wanted, contacts: [] }, by(ada)))).toEqual([]);
  });

  it('leave those of a merged customer where they are', () => {
    const asked = { ...wanted, contacts: [{ ...proved }, { kind: 'email' as const, value: 'a@b.example' }] };
    expect(nextContacts(known([]), asked, by(staff, [proved]))).toEqual([
      { kind: 'email', value: 'a@b.example', verified: false },
    ]);
  });

  it('are found where they were first used, or by staff; proved ones by anybody who gives them', () => {
    const guest: CustomerContact = { ...phone, channel: 'generic', shopId: 'shop-1' };
    expect(claimsOf(known([guest]))).toEqual([{ pk: 'CONTACT#+8613912345678', sk: 'SHOP#generic#shop-1' }]);
    expect(claimsOf(known([proved]))).toEqual([
      { pk: 'CONTACT#+8613912345678', sk: 'LISTED#cus_ada' },
      { pk: 'CONTACT#+8613912345678', sk: 'VERIFIED' },
    ]);
  });
});
