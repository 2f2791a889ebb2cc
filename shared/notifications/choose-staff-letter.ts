import * as z from 'zod';
import { defaultAssignee } from '../orders/holds.ts';
import { HOLD_KINDS, type OrderHead } from '../orders/order.ts';
import type { Policy } from '../policies/policy.ts';
import type { News } from './choose-template.ts';
import type { StaffTemplate } from './template.ts';

/** A letter to one of the merchant's people; `to` names them without saying their address. */
export type StaffLetter = { template: StaffTemplate; to: string; part: string; address?: string };

const overdueSchema = z.object({
  holdId: z.string(),
  kind: z.enum(HOLD_KINDS),
  assignee: z.string().optional(),
});

/**
 * Which letter to the merchant's own people an event makes, if any: of a hold that nobody answered in time, to whoever was
 * to answer it (G4, G6); and what a rule asks for. `kept` is what the event keeps from the bus.
 */
export const chooseStaffLetter = (
  news: News,
  head: Pick<OrderHead, 'status' | 'holds'>,
  { roleAddresses }: Policy['notifications'],
  kept: Readonly<Record<string, string>>,
): StaffLetter | undefined => {
  const { type, data, eventId } = news;
  if (type === 'notification_requested') {
    const to = String(data.to);
    if (to === 'customer') return undefined;
    const address = to === 'address' ? kept.address : addressOf(to, roleAddresses);
    return withAddress({ template: 'staff_notice', to, part: eventId.split('.')[1] ?? '' }, address);
  }
  const overdue = overdueSchema.safeParse(data);
  if (type !== 'exception_hold_overdue' || !overdue.success) return undefined;
  const { holdId, kind, assignee = defaultAssignee(kind) } = overdue.data;
  // What was answered while the news waited needs nobody any more.
  if (head.status !== 'open' || !head.holds.some(({ id }) => id === holdId)) return undefined;
  const own = addressOf(assignee, roleAddresses);
  // A person without an address has colleagues.
  const to = own === undefined ? defaultAssignee(kind) : assignee;
  return withAddress({ template: 'hold_overdue', to, part: holdId }, own ?? addressOf(to, roleAddresses));
};

const withAddress = (letter: StaffLetter, address: string | undefined): StaffLetter =>
  address === undefined ? letter : { ...letter, address };

/** A role's address by the policy; a person's where their name is one. */
const addressOf = (
  assignee: string,
  roleAddresses: Policy['notifications']['roleAddresses'],
): string | undefined => {
  const [kind, name = ''] = [assignee.slice(0, 5), assignee.slice(5)];
  if (kind === 'role:') return (roleAddresses as Readonly<Record<string, string | undefined>>)[name];
  return kind === 'user:' && z.email().safeParse(name).success ? name : undefined;
};
