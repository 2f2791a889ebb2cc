import { notFound, type Problem, versionConflict } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import { profileKey } from '../customer-keys.ts';
import { isGone } from '../gone.ts';
import { customerEventWrite } from './customer-timeline-store.ts';
import { followMerges } from './family-store.ts';

/** Puts a note on the timeline of the person behind an id, unless they are erased at the same moment. */
export const addNoteTo = async (
  { table, random }: Deps,
  id: string,
  { at, actor, text, also }: { at: string; actor: string; text: string; also: readonly Write[] },
): Promise<Problem | undefined> => {
  const customer = await followMerges(table, id);
  if (!customer) return notFound('customer');
  if (customer.erasure) return isGone(customer);
  const note = customerEventWrite(customer.id, { type: 'note_added', at, actor, data: { text } }, random);
  const { committed } = await transact(
    table,
    [
      note,
      {
        label: 'customer',
        check: { Key: profileKey(customer.id), ConditionExpression: 'attribute_not_exists(erasure)' },
      },
      ...also,
    ],
    random,
  );
  return committed ? undefined : versionConflict('customer');
};
