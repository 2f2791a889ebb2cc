import type { Customer } from '../../../shared/customers/customer.ts';
import { mergeCustomersOperation } from '../../../shared/customers/customer-operations.ts';
import {
  type CustomerMerge,
  MOST_MEMBERS,
  mergeCustomers,
  unmergeCustomer,
} from '../../../shared/customers/merge-customers.ts';
import type { Actor } from '../../../shared/kernel/actor.ts';
import { validate } from '../../../shared/runtime/http-request.ts';

const desk: Actor = { name: 'user:desk', roles: ['service_agent'] };
const a = (id: string, change: Partial<Customer> = {}): Customer => ({
  id,
  version: 1,
  name: id,
  tier: 'B',
  creditRating: 'B',
  addresses: [],
  ...change,
});

describe('what is to be merged', () => {
  const { body } = mergeCustomersOperation;
  const said = (request: object) => validate(body as NonNullable<typeof body>, { reason: 'one', ...request });

  it('is said in one way or the other', () => {
    const meant = { value: { into: 'cus_a', from: ['cus_b'], reason: 'one' } };
    expect(said({ into: 'cus_a', from: 'cus_b' })).toEqual(meant);
    expect(said({ into: 'cus_a', from: ['cus_b', 'cus_b'] })).toEqual(meant);
    expect(said({ customerIds: ['cus_a', 'cus_b'] })).toEqual(meant);
  });

  it.each([
    [{ from: 'cus_b' }, '/into', 'required'],
    [{ into: 'cus_a' }, '/from', 'required'],
    [{ into: 'cus_a', from: 'cus_b', customerIds: ['cus_a', 'cus_b'] }, '/customerIds', 'said_twice'],
    [{ into: 'cus_a', from: 'cus_b', why: 'x' }, '/why', 'unknown_field'],
  ])('is refused where it is not clear: %j', (request, path, code) => {
    expect(said(request)).toMatchObject({ status: 422, errors: [{ path, code }] });
  });
});

describe('merging customers', () => {
  it('is known on both sides, and takes along what was merged before', () => {
    const bob = a('cus_bob', { mergedFrom: ['cus_cid'], members: ['cus_cid'] });
    expect(mergeCustomers(a('cus_ada'), [bob], desk)).toMatchObject({
      survivor: { version: 2, mergedFrom: ['cus_bob'], members: ['cus_bob', 'cus_cid'] },
      merged: [{ id: 'cus_bob', version: 2, mergedInto: 'cus_ada', members: ['cus_cid'] }],
    });
  });

  it('is nothing the second time', () => {
    const ada = a('cus_ada', { mergedFrom: ['cus_bob'], members: ['cus_bob'] });
    expect(mergeCustomers(ada, [a('cus_bob', { mergedInto: 'cus_ada' })], desk)).toBe('nothing');
  });

  it('refuses themselves, who belongs to another, who was erased, and too many', () => {
    const ada = a('cus_ada');
    expect(mergeCustomers(ada, [a('cus_ada')], desk)).toMatchObject({ code: 'already_merged' });
    expect(mergeCustomers(ada, [a('cus_bob', { mergedInto: 'cus_cid' })], desk)).toMatchObject({
      code: 'customer_merged',
    });
    const erasure = { requestedAt: '', requestedBy: '', reason: '' };
    expect(mergeCustomers(ada, [a('cus_bob', { erasure })], desk)).toMatchObject({ code: 'customer_erased' });
    expect(mergeCustomers(a('cus_ada', { erasure }), [a('cus_bob')], desk)).toMatchObject({
      code: 'customer_erased',
    });
    const full = a('cus_ada', { members: Array.from({ length: MOST_MEMBERS }, (_, at) => `cus_${at}`) });
    expect(mergeCustomers(full, [a('cus_bob')], desk)).toMatchObject({ code: 'too_many_merged' });
  });

  it('is undone without a trace, at every depth', () => {
    const ada = a('cus_ada');
    const bob = a('cus_bob');
    const cid = a('cus_cid');
    const first = mergeCustomers(bob, [cid], desk) as CustomerMerge;
    const second = mergeCustomers(ada, [first.survivor], desk) as CustomerMerge;
    const [merged] = first.merged;
    const chain = [second.merged[0] as Customer, second.survivor];
    expect(unmergeCustomer(merged as Customer, chain)).toEqual({
      freed: { ...cid, version: 3 },
      above: [
        { ...bob, version: 4, mergedInto: 'cus_ada' },
        { ...ada, version: 3, mergedFrom: ['cus_bob'], members: ['cus_bob'] },
      ],
    });
    expect(unmergeCustomer(ada, [])).toMatchObject({ code: 'not_merged' });
  });
});
