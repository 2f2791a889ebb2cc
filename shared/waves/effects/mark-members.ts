import { orderIdOfPart } from '../../kernel/ids.ts';
import { fulfilmentSk, orderPk } from '../../orders/order-keys.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { ItemKey } from '../../runtime/read-items.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import { type Gathering, MARKS } from '../gathering.ts';
import { eachAtOnce } from './each-at-once.ts';

type Marked = Pick<Gathering, 'id' | 'kind'>;

/** Where a fulfilment lies: its id says so. */
export const fulfilmentKey = (id: string): ItemKey => {
  const orderId = orderIdOfPart('ful', id);
  if (orderId === undefined) throw new Error(`${id} is no fulfilment's id.`);
  return { pk: orderPk(orderId), sk: fulfilmentSk(Number(id.slice(id.lastIndexOf('_') + 1))) };
};

/**
 * Takes fulfilments for a wave or manifest, each by a write of its own, which holds only if it is nobody else's and
 * still where it should be. The version goes up with it: a command that read it before must read it again. Answers
 * those that are taken, also by an earlier call for the same.
 */
export const takeMembers = async (
  { table, random }: Pick<Deps, 'table' | 'random'>,
  gathering: Marked,
  ids: readonly string[],
): Promise<string[]> => {
  const { attribute, status } = MARKS[gathering.kind];
  const taken = await eachAtOnce(ids, async (id): Promise<boolean> => {
    const outcome = await transact(table, [takeWrite(id, attribute, status, gathering.id)], random);
    return outcome.committed || outcome.failed[0]?.item?.[attribute] === gathering.id;
  });
  return ids.filter((_, at) => taken[at]);
};

const takeWrite = (id: string, attribute: string, status: string, mark: string): Write => ({
  label: 'fulfilment',
  update: {
    Key: fulfilmentKey(id),
    // Nothing that the stream should tell: the step before it was told when it was taken.
    UpdateExpression: 'SET #mark = :mark, version = version + :one REMOVE #kind',
    ConditionExpression: '#status = :status AND attribute_not_exists(#mark)',
    ExpressionAttributeNames: { '#mark': attribute, '#status': 'status', '#kind': 'kind' },
    ExpressionAttributeValues: { ':mark': mark, ':status': status, ':one': 1 },
  },
});

/** Gives back the fulfilments with which nothing was done yet, for a later wave or manifest to take. */
export const freeMembers = async (
  { table, random }: Pick<Deps, 'table' | 'random'>,
  { id: mark, kind, members }: Pick<Gathering, 'id' | 'kind' | 'members'>,
): Promise<void> => {
  const { attribute, status } = MARKS[kind];
  await eachAtOnce(members, (id) =>
    transact(
      table,
      [
        {
          label: 'fulfilment',
          update: {
            Key: fulfilmentKey(id),
            UpdateExpression: 'REMOVE #mark, #kind SET version = version + :one',
            ConditionExpression: '#status = :status AND #mark = :mark',
            ExpressionAttributeNames: { '#mark': attribute, '#status': 'status', '#kind': 'kind' },
            ExpressionAttributeValues: { ':mark': mark, ':status': status, ':one': 1 },
          },
        },
      ],
      random,
    ),
  );
};
