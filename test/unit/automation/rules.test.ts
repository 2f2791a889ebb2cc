import { authorRules } from '../../../shared/automation/author-rules.ts';
import { NO_RULES, rulesOn, wantedTypes } from '../../../shared/automation/automation-rule.ts';
import { ruleListSchema, ruleMistakes } from '../../../shared/automation/automation-rule-schema.ts';
import type { Actor, Role } from '../../../shared/kernel/actor.ts';
import { AT, aRule, inForce } from './cases.ts';

const by = (...roles: Role[]): Actor => ({ name: `user:${roles[0]}`, roles });

describe('rules that are put', () => {
  const put = (rules: readonly ReturnType<typeof aRule>[], actor: Actor, before = NO_RULES) =>
    authorRules(before, rules, actor, AT);

  it('belong to whoever put them, until somebody changes them', () => {
    const before = inForce([aRule(), aRule({ id: 'other' })], ['finance_director']);
    const next = put([aRule(), aRule({ id: 'other', name: 'new name' })], by('sales_manager'), before);
    expect(next).toMatchObject({
      version: 2,
      authors: {
        rule: { name: 'user:boss', roles: ['finance_director'] },
        other: { name: 'user:sales_manager', roles: ['sales_manager'] },
      },
    });
  });

  it('do nothing that whoever puts them may not do by hand', () => {
    const rule = aRule({}, { do: 'tag', tags: ['x'] }, { do: 'release_fulfilments' });
    expect(put([rule], by('sales_manager'))).toMatchObject({ status: 403, code: 'forbidden' });
    expect(put([rule], by('sales_manager', 'warehouse'))).toMatchObject({ version: 1 });
    expect(put([rule], by('admin'))).toMatchObject({ version: 1 });
    expect(put([rule], by('sales_manager'), inForce([rule]))).toMatchObject({ version: 2 });
  });
});

describe('events', () => {
  it('are wanted only of active rules', () => {
    const rules = [
      aRule({ on: ['placed', 'paid'] }),
      aRule({ id: 'b', on: ['paid', 'held'] }),
      aRule({ id: 'c', on: ['shipped'], active: false }),
    ];
    expect(wantedTypes(rules)).toEqual(['placed', 'paid', 'held']);
    expect(rulesOn(inForce(rules), 'paid').map(({ id }) => id)).toEqual(['rule', 'b']);
    expect(rulesOn(inForce(rules), 'shipped')).toEqual([]);
  });
});

describe('a rule that is sent', () => {
  const sent = (change: Record<string, unknown>) => ruleListSchema.safeParse([{ ...aRule(), ...change }]);
  const pathsOf = (change: Partial<ReturnType<typeof aRule>>) =>
    ruleMistakes([aRule(change)]).map(({ path, code }) => [path, code]);

  it('may leave out its condition, and is active', () => {
    const { when: _, active: __, ...rest } = aRule();
    expect(ruleListSchema.parse([rest])).toEqual([aRule()]);
  });

  it.each([
    ['an unknown event', { on: ['exploded'] }],
    ['an event of the system’s own', { on: ['settlement_requested'] }],
    ['no event', { on: [] }],
    ['no action', { then: [] }],
    ['an unknown action', { then: [{ do: 'explode' }] }],
    ['too many actions', { then: Array(11).fill({ do: 'note', text: 'x' }) }],
    ['an action with something unknown', { then: [{ do: 'confirm', role: 'admin' }] }],
    ['an id that is none', { id: 'My Rule' }],
    ['a receiver who is none', { then: [{ do: 'notify', to: 'role:buyer', message: 'x' }] }],
    ['an assignee who is none', { then: [{ do: 'assign', to: 'ada' }] }],
    ['a hold of no kind', { then: [{ do: 'hold', kind: 'odd', reason: 'x' }] }],
    ['an author', { author: 'admin' }],
  ])('is refused with %s', (_, change) => {
    expect(sent(change).success).toBe(false);
  });

  it('must ask for facts that there are', () => {
    expect(pathsOf({ when: { '==': [{ var: 'order.color' }, 'red'] } })).toEqual([
      ['/rules/0/when/==/0/var', 'unknown_fact'],
    ]);
  });

  it('says how the buyer is told, and what is told to staff', () => {
    expect(pathsOf({ then: [{ do: 'notify', to: 'customer', message: 'hello' }] })).toEqual([
      ['/rules/0/then/0/template', 'required'],
      ['/rules/0/then/0/message', 'not_allowed'],
    ]);
    expect(pathsOf({ then: [{ do: 'notify', to: 'role:finance' }] })).toEqual([
      ['/rules/0/then/0/message', 'required'],
    ]);
  });

  it('has an id of its own', () => {
    expect(ruleMistakes([aRule(), aRule()])).toMatchObject([{ path: '/rules/1/id', code: 'used_twice' }]);
  });

  it('is bounded with all others', () => {
    const long = { do: 'note' as const, text: 'x'.repeat(2000) };
    const rules = Array.from({ length: 6 }, (_, at) => aRule({ id: `r${at}`, then: Array(9).fill(long) }));
    expect(ruleMistakes(rules)).toMatchObject([{ path: '/rules', code: 'too_large' }]);
  });
});
