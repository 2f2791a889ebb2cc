import type { Money } from '../kernel/money.ts';
import type { Address, Channel } from '../orders/order.ts';
import type { ContactKind } from './contact-keys.ts';

export const CLASSES = ['A', 'B', 'C'] as const;
export type CustomerClass = (typeof CLASSES)[number];

export const MESSAGE_CHANNELS = ['email', 'sms', 'wechat'] as const;

/** A way to reach a customer. */
export type CustomerContact = {
  kind: ContactKind;
  value: string;
  /** Somebody of the merchant's has seen the proof that it is theirs. */
  verified: boolean;
  verifiedBy?: string;
  verifiedAt?: string;
  /** The channel and shop on which it was first used, or whose own id it is. */
  channel?: Channel;
  shopId?: string;
};

export type Preferences = {
  /** By which ways they want to hear of their orders, the dearest first; absent: whatever there is. */
  channels?: readonly (typeof MESSAGE_CHANNELS)[number][];
  /** Whether they take what a product's entry names instead of what is short, where a line says nothing of it. */
  substitutes?: 'none' | 'any';
};

/** That somebody's personal data were erased, or are being erased while `doneAt` is absent. */
export type Erasure = { requestedAt: string; requestedBy: string; reason: string; doneAt?: string };

/** A buyer the merchant knows. */
export type Customer = {
  id: string;
  version: number;
  name: string;
  /** The main ones; they stand among the contacts too. */
  phone?: string;
  email?: string;
  contacts?: readonly CustomerContact[];
  /** How good a customer; the merchant's judgement, never the customer's own. */
  tier: CustomerClass;
  /** A person chose the tier: rules leave it alone. */
  tierPinned?: true;
  /** How far credit goes; the merchant's judgement. */
  creditRating: CustomerClass;
  /** How much may be owed on credit terms; absent: nobody has set a limit. */
  creditLimit?: Money;
  /** Language of messages to them, where they have said one. */
  language?: 'en' | 'zh';
  preferences?: Preferences;
  addresses: readonly Address[];
  /** What staff wrote about them; not shown to themselves. */
  notes?: string;
  /** The customer as whom this one goes on: the same person. */
  mergedInto?: string;
  /** The customers that were merged into this one, the latest last. */
  mergedFrom?: readonly string[];
  /** All that stand for the same person below this one: `mergedFrom`, what had been merged into those, and so on. */
  members?: readonly string[];
  erasure?: Erasure;
};

/** What holds of a buyer nobody has judged yet. */
export const UNJUDGED = { tier: 'B', creditRating: 'B' } as const;

/** The ids under which a person's orders stand. */
export const idsOf = ({ id, members = [] }: Pick<Customer, 'id' | 'members'>): string[] => [id, ...members];
