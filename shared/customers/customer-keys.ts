/** All that is known of one customer stands in one partition. */
export const customerPk = (id: string): string => `CUSTOMER#${id}`;

/** Who they are. */
export const PROFILE = 'CUSTOMER';
/** What they bought and owe in all. */
export const STANDING = 'STANDING';
/** What one order adds to that; ids sort by time. */
export const BOUGHT = 'ORDER#';
/** Who did what to them, and why. */
export const CUSTOMER_TIMELINE = 'TIMELINE#';
/** An erasure that is under way. */
export const ERASURE = 'ERASURE';

export const profileKey = (id: string) => ({ pk: customerPk(id), sk: PROFILE });
export const standingKey = (id: string) => ({ pk: customerPk(id), sk: STANDING });
export const boughtKey = (id: string, orderId: string) => ({ pk: customerPk(id), sk: `${BOUGHT}${orderId}` });
export const erasureKey = (id: string) => ({ pk: customerPk(id), sk: ERASURE });

/** What is bought with a product, and how often. */
export const partnersKey = (sku: string) => ({ pk: `TOGETHER#${sku}`, sk: 'PARTNERS' });

/** Partitions of the index of what is due. */
export const customerDuePk = (kind: 'tier' | 'erasure', shard: number): string =>
  `DUE#customer-${kind}#${shard}`;

/** The unpaid credit orders of a customer, the oldest first. */
export const unpaidPk = (customerId: string): string => `UNPAID#${customerId}`;
