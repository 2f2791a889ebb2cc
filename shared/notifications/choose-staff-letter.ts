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
  head: Pick<OrderHead, 'status' | 'holds' | 'confirmations'>,
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
  const ofWork = WORK_LETTERS[type];
  if (ofWork) return workLetter(news, ofWork, head, roleAddresses);
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

/** Letters about goods that are made to order, and about what has to be confirmed. */
const WORK_LETTERS: Readonly<Record<string, StaffTemplate>> = {
  production_requested: 'production_requested',
  production_cancelled: 'production_cancelled',
  exception_confirmation_overdue: 'confirmation_overdue',
};

/** Workshops are told of what concerns them while it does; of a confirmation, the role that looks after it. */
const workLetter = (
  { type, data }: News,
  template: StaffTemplate,
  head: Pick<OrderHead, 'status' | 'confirmations'>,
  roleAddresses: Policy['notifications']['roleAddresses'],
): StaffLetter | undefined => {
  if (type !== 'production_cancelled' && head.status !== 'open') return undefined;
  const { step, assignee = 'role:warehouse' } = stepSchema.parse(data);
  if (step !== undefined && !head.confirmations?.some((each) => each.step === step)) return undefined;
  return withAddress({ template, to: assignee, part: step ?? 'work' }, addressOf(assignee, roleAddresses));
};

const stepSchema = z.object({ step: z.string().optional(), assignee: z.string().optional() });

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
