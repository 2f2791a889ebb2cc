/** The roles people have (Cognito groups); what each may do is said by each operation. */
export const ROLES = [
  'storefront',
  'service_agent',
  'sales_manager',
  'finance',
  'finance_director',
  'warehouse',
  'admin',
  'dealer',
] as const;

export type Role = (typeof ROLES)[number];

/** Who may see and change every customer's orders. */
export const STAFF: readonly Role[] = [
  'service_agent',
  'sales_manager',
  'finance',
  'finance_director',
  'warehouse',
  'admin',
];

/** A role stands in for another: whoever may decide the large may decide the small. */
const STANDS_IN: Partial<Record<Role, readonly Role[]>> = {
  finance_director: ['sales_manager', 'finance', 'service_agent'],
  sales_manager: ['service_agent'],
};

/** Who does something: a person or program with a token, or a part of the system. */
export type Actor = {
  /** How the timeline names them: `user:3f2c…`, `channel:generic/shop-1`, `system:unpaid-sweep`. */
  name: string;
  roles: readonly Role[];
  /** Set for a customer's own token: they see and touch nothing but their own. */
  customerId?: string;
};

/** A part of the system as the actor, with no roles: its right to act was decided by its trigger. */
export const systemActor = (name: string): Actor => ({ name, roles: [] });

/** Whether an actor holds one of the roles, is an admin, or holds a role that stands in for one. */
export const holdsRole = (actor: Actor, wanted: readonly Role[]): boolean =>
  actor.roles.some(
    (role) =>
      role === 'admin' || wanted.includes(role) || STANDS_IN[role]?.some((below) => wanted.includes(below)),
  );

/** Whether the actor works for the merchant, rather than being a customer or a shop's checkout. */
export const isStaff = (actor: Actor): boolean => actor.roles.some((role) => STAFF.includes(role));
