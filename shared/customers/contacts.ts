import { type Actor, isStaff } from '../kernel/actor.ts';
import { forbidden, type Problem } from '../kernel/problem.ts';
import type { Channel } from '../orders/order.ts';
import {
  type Contact,
  type ContactKey,
  listedContactKey,
  normalised,
  shopContactKey,
  verifiedContactKey,
} from './contact-keys.ts';
import type { Customer, CustomerContact } from './customer.ts';
import type { PutCustomer } from './customer-schema.ts';

type Named = Pick<CustomerContact, 'kind' | 'value'> & {
  channel?: Channel | undefined;
  shopId?: string | undefined;
};

/** What makes two contacts the same one. A channel's id is its own on each shop. */
export const contactName = ({ kind, value, channel, shopId }: Named): string =>
  `${kind}#${normalised(kind, value)}${kind === 'channel' ? `#${channel ?? ''}#${shopId ?? ''}` : ''}`;

/** The contacts that a guest's first order gives, claimed for that shop and proved to nobody. */
export const guestContacts = (
  { phone, email, channelCustomerId }: Contact,
  channel: Channel,
  shopId: string | undefined,
): CustomerContact[] => {
  const where = { verified: false, channel, ...(shopId === undefined ? {} : { shopId }) };
  return [
    ...(channelCustomerId === undefined
      ? []
      : [{ kind: 'channel' as const, value: channelCustomerId, ...where }]),
    ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone, ...where }]),
    ...(email === undefined ? [] : [{ kind: 'email' as const, value: email, ...where }]),
  ];
};

type Context = { actor: Actor; at: string; inherited: readonly CustomerContact[] };

/**
 * The contacts that a `PUT` leaves. Left out, they stay, but for a main one that was replaced and never proved. Only staff
 * say that a contact is proved or whose a channel's id is: who could say so of themselves could take another's orders.
 * `inherited` are those of customers merged into this one; they stay where they are.
 */
export const nextContacts = (
  before: Customer | undefined,
  wanted: PutCustomer,
  context: Context,
): CustomerContact[] | Problem => {
  const earlier = new Map((before?.contacts ?? []).map((each) => [contactName(each), each]));
  const elsewhere = new Set(context.inherited.map(contactName));
  const next = new Map<string, CustomerContact>();
  for (const asked of [...(wanted.contacts ?? kept(before, wanted)), ...mainContacts(wanted)]) {
    const known = earlier.get(contactName(asked));
    const name = contactName(asked);
    if (next.has(name) || elsewhere.has(name)) continue;
    const refused = mayNot(asked, known, context.actor);
    if (refused) return refused;
    next.set(name, contactOf(asked, known, context));
  }
  return [...next.values()];
};

type Asked = Named & { verified?: boolean | undefined };

const mainContacts = ({
  phone,
  email,
}: {
  phone?: string | undefined;
  email?: string | undefined;
}): Asked[] => [
  ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]),
  ...(email === undefined ? [] : [{ kind: 'email' as const, value: email }]),
];

const kept = (before: Customer | undefined, wanted: PutCustomer): CustomerContact[] => {
  const replaced = new Set(mainContacts(before ?? {}).map(contactName));
  for (const main of mainContacts(wanted)) replaced.delete(contactName(main));
  return (before?.contacts ?? []).filter(
    (each) => each.verified || each.channel !== undefined || !replaced.has(contactName(each)),
  );
};

const mayNot = (asked: Asked, known: CustomerContact | undefined, actor: Actor): Problem | undefined => {
  if (isStaff(actor)) return undefined;
  if (asked.verified && !known?.verified)
    return forbidden('That a contact is proved is for the merchant to say.');
  return asked.kind === 'channel' && !known
    ? forbidden('Whose a channel’s id is, is for the merchant to say.')
    : undefined;
};

const contactOf = (
  asked: Asked,
  known: CustomerContact | undefined,
  { actor, at }: Context,
): CustomerContact => {
  const { kind, value } = asked;
  const place: Pick<Named, 'channel' | 'shopId'> = known ?? (kind === 'channel' ? asked : {});
  const where = {
    ...(place.channel === undefined ? {} : { channel: place.channel }),
    ...(place.shopId === undefined ? {} : { shopId: place.shopId }),
  };
  if (!(asked.verified ?? known?.verified)) return { kind, value, verified: false, ...where };
  const proof = known?.verified
    ? {
        ...(known.verifiedBy === undefined ? {} : { verifiedBy: known.verifiedBy }),
        ...(known.verifiedAt === undefined ? {} : { verifiedAt: known.verifiedAt }),
      }
    : { verifiedBy: actor.name, verifiedAt: at };
  return { kind, value, verified: true, ...proof, ...where };
};

/** The keys under which a customer's contacts are found: where they were first used, else listed; and proved. */
export const claimsOf = ({ id, contacts = [] }: Pick<Customer, 'id' | 'contacts'>): ContactKey[] => {
  const keys = contacts.flatMap(({ kind, value, channel, shopId, verified }) => [
    channel === undefined ? listedContactKey(kind, value, id) : shopContactKey(kind, value, channel, shopId),
    ...(verified && kind !== 'channel' ? [verifiedContactKey(kind, value)] : []),
  ]);
  return [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
};
