import { contactKeys } from '../../../shared/customers/contact-keys.ts';

const pks = (...of: Parameters<typeof contactKeys>) => contactKeys(...of).map(({ pk, sk }) => `${pk} ${sk}`);

describe('knowing a guest again', () => {
  it('goes by the telephone number first, then by the e-mail address', () => {
    expect(pks('generic', 'shop-1', { email: 'Ada@Example.com', phone: '139 1234-5678' })).toEqual([
      'CONTACT#13912345678 SHOP#generic#shop-1',
      'CONTACT#ada@example.com SHOP#generic#shop-1',
    ]);
  });

  it.each(['+86 139 1234 5678', '0086-139-1234-5678', '+86 (139) 1234/5678'])(
    'reads %s as the same number',
    (phone) => {
      expect(pks('storefront', undefined, { phone })).toEqual(['CONTACT#+8613912345678 SHOP#storefront#']);
    },
  );

  it('keeps shops and channels apart, because nobody has verified the contact', () => {
    const contact = { phone: '13912345678' };
    expect(
      new Set([pks('generic', 'a', contact), pks('generic', 'b', contact), pks('pos', 'a', contact)].flat())
        .size,
    ).toBe(3);
  });

  it('knows nobody without a contact', () => {
    expect(contactKeys('generic', 'shop-1', {})).toEqual([]);
  });
});
