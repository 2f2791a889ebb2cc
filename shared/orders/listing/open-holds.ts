import { defaultAssignee, openHolds } from '../holds.ts';
import type { Hold, OrderHead } from '../order.ts';

/** The holds that somebody has to answer: those of an order that has ended stop nothing any more. */
export const holdsToAnswer = (head: Pick<OrderHead, 'status' | 'holds'>): Hold[] =>
  head.status === 'open' ? openHolds({ head: head as OrderHead }) : [];

/** Who is to answer a hold; where it says nobody, the role that answers such holds. */
export const answererOf = ({ assignee, kind }: Pick<Hold, 'assignee' | 'kind'>): string =>
  assignee ?? defaultAssignee(kind);
