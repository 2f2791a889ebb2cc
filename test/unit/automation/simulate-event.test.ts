import type { Action, AutomationRule } from '../../../shared/automation/automation-rule.ts';
import { LONGEST_CHAIN, MOST_AN_HOUR } from '../../../shared/automation/automation-run.ts';
import { simulateEvent } from '../../../shared/automation/simulate-event.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { anOrder } from '../../builders/an-order.ts';
import { anEvent, aRule, CONTEXT, inForce } from './cases.ts';

const simulate = (rules: readonly AutomationRule[], order: Order = anOrder(), event = anEvent()) =>
  simulateEvent(order, event, inForce(rules), CONTEXT);
const rule = (id: string, on: AutomationRule['on'], ...then: Action[]) => aRule({ id, on }, ...then);
const outcomes = ({ runs }: ReturnType<typeof simulate>) =>
  runs.map(({ ruleId, outcome, stopped }) => [ruleId, stopped ?? outcome]);

describe('what an event leads to', () => {
  it('is what each rule makes of the order as the one before left it', () => {
    const second = aRule(
      { id: 'second', when: { in: ['first', { var: 'order.tags' }] } },
      { do: 'tag', tags: ['second'] },
    );
    const { runs, after } = simulate([rule('first', ['placed'], { do: 'tag', tags: ['first'] }), second]);
    expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(after.body.tags).toEqual(['first', 'second']);
  });

  it('goes on with the rules that wait for what those told', () => {
    const { runs, after } = simulate([
      rule('hold', ['placed'], { do: 'hold', kind: 'manual', reason: 'look' }),
      rule('tag', ['held'], { do: 'tag', tags: ['held'] }),
    ]);
    expect(runs).toMatchObject([
      { ruleId: 'hold', events: ['held'] },
      {
        ruleId: 'tag',
        event: { type: 'held', actor: 'automation:hold', chain: ['hold'] },
        events: ['tagged'],
      },
    ]);
    expect(after.body.tags).toEqual(['held']);
  });

  it('is nothing for rules that are not active, or wait for something else', () => {
    expect(simulate([aRule({ active: false }), aRule({ id: 'other', on: ['shipped'] })]).runs).toEqual([]);
  });
});

describe('a ring of rules', () => {
  it('ends where a rule would run for what it led to', () => {
    const simulated = simulate(
      [
        rule('hold', ['held', 'hold_released'], { do: 'hold', kind: 'manual', reason: 'again' }),
        rule('release', ['held'], { do: 'release_holds', kind: 'manual' }),
      ],
      anOrder({ head: { confirmation: 'confirmed' } }),
      anEvent({ type: 'hold_released' }),
    );
    expect(outcomes(simulated)).toEqual([
      ['hold', 'done'],
      ['hold', 'repeated'],
      ['release', 'done'],
      ['hold', 'repeated'],
    ]);
  });

  it('of one rule that waits for what it tells ends after one run', () => {
    const noting = rule('note', ['placed', 'note_added'], { do: 'note', text: 'again' });
    expect(outcomes(simulate([noting]))).toEqual([
      ['note', 'done'],
      ['note', 'repeated'],
    ]);
  });

  it('that is a long line ends at a depth', () => {
    const line = Array.from({ length: 9 }, (_, at) =>
      aRule(
        {
          id: `r${at}`,
          on: at === 0 ? ['placed'] : ['tagged'],
          ...(at === 0 ? {} : { when: { in: [`t${at - 1}`, { var: 'event.added' }] } }),
        },
        { do: 'tag', tags: [`t${at}`] },
      ),
    );
    const { runs, after } = simulate(line);
    expect(after.body.tags).toHaveLength(LONGEST_CHAIN);
    expect(runs.filter(({ stopped }) => stopped)).toMatchObject([
      { ruleId: `r${LONGEST_CHAIN}`, stopped: 'too_deep' },
    ]);
  });

  it('of many rules that all wait for each other comes to an end', () => {
    const all = Array.from({ length: 20 }, (_, at) =>
      rule(`r${at}`, ['placed', 'note_added'], { do: 'note', text: `${at}` }),
    );
    const { runs } = simulate(all);
    expect(runs.filter(({ outcome }) => outcome === 'done')).toHaveLength(MOST_AN_HOUR.ofAll);
    expect(runs.at(-1)?.outcome).toBe('stopped');
  });
});
