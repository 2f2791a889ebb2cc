import type { Actor } from '../../kernel/actor.ts';
import type { Table } from '../../runtime/table.ts';
import { followMerges } from './family-store.ts';

/** Whether what stands under a customer id is the caller's own after all, because both ids are one person. */
export const isOwnByMerge = async (
  table: Table,
  { customerId }: Actor,
  ownerId: string,
): Promise<boolean> => {
  if (customerId === undefined) return false;
  const [caller, owner] = await Promise.all([customerId, ownerId].map((id) => followMerges(table, id)));
  return caller !== undefined && caller.id === owner?.id;
};
