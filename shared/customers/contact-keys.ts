/** How to reach somebody, and who they are to a channel; what a guest is known by. */
export type Contact = { phone?: string; email?: string; channelCustomerId?: string };

export const CONTACT_KINDS = ['phone', 'email', 'channel'] as const;
/** `channel`: the buyer's own id on a sales channel, which that channel vouches for. */
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** A telephone number without what people write between its digits; `00` is written `+`. */
const normalisedPhone = (phone: string): string => phone.replace(/[^0-9+]/g, '').replace(/^00/, '+');

const normalisedEmail = (email: string): string => email.trim().toLowerCase();

/** A contact's value as it is compared: two ways to write one number are one number. */
export const normalised = (kind: ContactKind, value: string): string => {
  if (kind === 'phone') return normalisedPhone(value);
  return kind === 'email' ? normalisedEmail(value) : value.trim();
};

/** All that is known of a contact stands in one partition, so that one query finds everybody who ever gave it. */
const contactPk = (kind: ContactKind, value: string): string =>
  `CONTACT#${kind === 'channel' ? 'id:' : ''}${normalised(kind, value)}`;

/** Sort keys of who is recognised by a contact begin with one, and go up to the other. */
export const SHOP = 'SHOP#';
export const VERIFIED = 'VERIFIED';

export type ContactKey = { pk: string; sk: string };

/**
 * Who first ordered with a contact on one shop of one channel. Nobody has proved that it is theirs, so it joins no
 * channels and shops.
 */
export const shopContactKey = (
  kind: ContactKind,
  value: string,
  channel: string,
  shopId: string | undefined,
): ContactKey => ({ pk: contactPk(kind, value), sk: `${SHOP}${channel}#${shopId ?? ''}` });

/** Whose contact it is, proved; one customer at most. */
export const verifiedContactKey = (kind: ContactKind, value: string): ContactKey => ({
  pk: contactPk(kind, value),
  sk: VERIFIED,
});

/** Whose profile names a contact: for staff's search, and never to recognise anybody by. */
export const listedContactKey = (kind: ContactKind, value: string, customerId: string): ContactKey => ({
  pk: contactPk(kind, value),
  sk: `LISTED#${customerId}`,
});

/** Everything known of a contact. */
export const contactPartition = (kind: ContactKind, value: string): string => contactPk(kind, value);

const valuesOf = ({ channelCustomerId, phone, email }: Contact): [ContactKind, string][] => [
  ...(channelCustomerId === undefined ? [] : [['channel', channelCustomerId] as [ContactKind, string]]),
  ...(phone === undefined ? [] : [['phone', phone] as [ContactKind, string]]),
  ...(email === undefined ? [] : [['email', email] as [ContactKind, string]]),
];

/** A guest's contacts on one shop, the surest first: the channel's own id, the telephone number, the e-mail address. */
export const contactKeys = (channel: string, shopId: string | undefined, contact: Contact): ContactKey[] =>
  valuesOf(contact).map(([kind, value]) => shopContactKey(kind, value, channel, shopId));

/** Where proved owners of a guest's contacts stand, if there are any. */
export const verifiedKeys = ({ phone, email }: Contact): ContactKey[] =>
  valuesOf({ ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) }).map(
    ([kind, value]) => verifiedContactKey(kind, value),
  );
