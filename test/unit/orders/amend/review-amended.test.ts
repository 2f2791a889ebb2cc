import type { Actor } from '../../../../shared/kernel/actor.ts';
import { isProblem } from '../../../../shared/kernel/problem.ts';
import { type AmendContext, amendOrder } from '../../../../shared/orders/amend/amend-order.ts';
import type { AmendCommand } from '../../../../shared/orders/amend/amend-schema.ts';
import type { Decision } from '../../../../shared/orders/decision.ts';
import type { Order } from '../../../../shared/orders/order.ts';
import { releaseHold } from '../../../../shared/orders/release-hold.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { aDesk, amendContext } from './desk.ts';

const HERE = anOrder().body.shippingAddress;
const amended = (order: Order, command: AmendCommand, change: Partial<AmendContext>): Decision => {
  const decision = amendOrder(order, command, amendContext(aDesk().stock(), change));
  if (isProblem(decision) || decision === 'nothing') throw new Error(JSON.stringify(decision));
  return decision;
};
const kinds = ({ next }: Decision) => next.head.holds.map(({ kind }) => kind);

describe('the review of an amended order', () => {
  const abroad = {
    version: 1,
    rules: [
      {
        name: 'abroad',
        when: { '!=': [{ var: 'order.country' }, 'CN'] },
        then: { ask: 'finance_director' as const },
      },
      { name: 'home', when: true, then: { approve: true as const } },
    ],
  };
  const to = (country: string) => ({
    shippingAddress: { ...HERE, country, province: 'Bayern', city: 'München', postalCode: '80331' },
  });
  const by = { name: 'user:agent', roles: ['service_agent' as const] };

  it('is asked again when a confirmed order goes where another rule speaks', () => {
    const order = anOrder({ head: { confirmation: 'confirmed' } });
    const decision = amended(order, to('DE'), { rules: abroad, by });
    expect(decision.next.head.holds).toMatchObject([{ kind: 'manual', assignee: 'role:finance_director' }]);
    const director = { name: 'user:boss', roles: ['finance_director' as const] };
    expect(kinds(amended(order, to('DE'), { rules: abroad, by: director }))).toEqual([]);
    expect(kinds(amended(order, { sellerNote: 'x' }, { rules: abroad, by }))).toEqual([]);
  });

  it('is asked again for one that waits, whatever of the facts has changed', () => {
    const decision = amended(anOrder(), to('DE'), { rules: abroad, by });
    expect(decision.next.head.review).toMatchObject({ ruleName: 'abroad', requiredRole: 'finance_director' });
  });

  it('holds what only the role that was asked for can release again', () => {
    const order = anOrder({ head: { confirmation: 'confirmed' } });
    const { next } = amended(order, to('DE'), { rules: abroad, by });
    const [hold] = next.head.holds;
    const context = amendContext(new Map());
    const release = (who?: Actor) => releaseHold(next, hold?.id ?? '', undefined, context, who);
    expect(release(by)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(release()).toMatchObject({ status: 403 });
    const freed = release({ name: 'user:boss', roles: ['finance_director'] });
    expect(freed).toMatchObject({ next: { head: { holds: [], confirmation: 'confirmed' } } });
  });
});
