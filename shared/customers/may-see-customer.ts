import type { Actor } from '../kernel/actor.ts';
import { notFound, type Problem } from '../kernel/problem.ts';

/** A customer's token reaches itself only; of others it learns nothing, not even that they exist. */
export const maySeeCustomer = (id: string, { customerId }: Actor): Problem | undefined =>
  customerId === undefined || customerId === id ? undefined : notFound('customer');
