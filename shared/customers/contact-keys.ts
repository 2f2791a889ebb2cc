/** How to reach somebody; what a guest is known by. */
export type Contact = { phone?: string; email?: string };

/** A telephone number without what people write between its digits; `00` is written `+`. */
const normalisedPhone = (phone: string): string => phone.replace(/[^0-9+]/g, '').replace(/^00/, '+');

const normalisedEmail = (email: string): string => email.trim().toLowerCase();

/**
 * The key of a contact on one shop of one channel. Contacts of different channels and shops are not joined: nobody has
 * verified that they are one person's.
 */
export const contactKey = (channel: string, shopId: string | undefined, contact: string) => ({
  pk: `CONTACT#${channel}#${shopId ?? ''}#${contact}`,
  sk: 'CUSTOMER',
});

export type ContactKey = ReturnType<typeof contactKey>;

/** The keys of a guest's contacts, the surest first: the telephone number, then the e-mail address. */
export const contactKeys = (
  channel: string,
  shopId: string | undefined,
  { phone, email }: Contact,
): ContactKey[] =>
  [
    ...(phone === undefined ? [] : [normalisedPhone(phone)]),
    ...(email === undefined ? [] : [normalisedEmail(email)]),
  ].map((contact) => contactKey(channel, shopId, contact));
