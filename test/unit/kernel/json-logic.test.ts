import fc from 'fast-check';
import { LogicEngine } from 'json-logic-engine';
import { checkCondition } from '../../../shared/kernel/check-condition.ts';
import { evaluate, isTruthy, type Json, OPERATORS } from '../../../shared/kernel/json-logic.ts';

const FACTS: Json = {
  order: { total: 500, channel: 'taobao', paid: true, shop: null },
  kinds: ['price', 'address'],
  none: [],
};
const PATHS = new Set(['order.total', 'order.channel', 'order.paid', 'order.shop', 'kinds', 'none']);

describe('a condition', () => {
  it.each<[Json, Json]>([
    [true, true],
    ['text', 'text'],
    [{ var: 'order.total' }, 500],
    [{ var: ['order.weight', 7] }, 7],
    [{ var: 'order.shop' }, null],
    [{ var: 'order.constructor' }, null],
    [{ var: '__proto__' }, null],
    [{ var: 'kinds.1' }, 'address'],
    [{ '==': [{ var: 'order.total' }, '500'] }, true],
    [{ '===': [{ var: 'order.total' }, '500'] }, false],
    [{ '!=': ['a', 1] }, true],
    [{ '!==': [1, 1] }, false],
    [{ '==': [null, 0] }, false],
    [{ '!': [[]] }, true],
    [{ '!!': 'a' }, true],
    [{ and: [1, '', 3] }, ''],
    [{ or: [0, 'b', 'c'] }, 'b'],
    [{ if: [false, 1, true, 2, 3] }, 2],
    [{ if: [false, 1] }, null],
    [{ if: [false, 1, 4] }, 4],
    [{ '<': [1, 2, 3] }, true],
    [{ '<': [1, 3, 3] }, false],
    [{ '<=': [1, 3, 3] }, true],
    [{ '>': ['b', 'a'] }, true],
    [{ '>=': [{ var: 'kinds' }, 1] }, false],
    [{ in: ['price', { var: 'kinds' }] }, true],
    [{ in: ['bao', { var: 'order.channel' }] }, true],
    [{ in: [1, 2] }, false],
    [{ '+': [1, '2', 3] }, 6],
    [{ '-': 3 }, -3],
    [{ '-': [3, 1] }, 2],
    [{ '*': [2, 3] }, 6],
    [{ '/': [6, 3] }, 2],
    [{ '%': [7, 4] }, 3],
    [{ min: [3, 1] }, 1],
    [{ max: [3, 1] }, 3],
    [{ some: [{ var: 'kinds' }, { '==': [{ var: '' }, 'price'] }] }, true],
    [{ all: [{ var: 'kinds' }, { '==': [{ var: '' }, 'price'] }] }, false],
    [{ all: [{ var: 'none' }, true] }, false],
    [{ none: [{ var: 'none' }, true] }, true],
    [{ some: [{ var: 'order.total' }, true] }, false],
  ])('%j is %j', (rule, value) => expect(evaluate(rule, FACTS)).toEqual(value));

  it('with an operator that nobody checked is a defect', () => {
    expect(() => evaluate({ delete: [1] }, FACTS)).toThrow('delete');
  });

  it('means what JSON Logic means by it', () => {
    const engine = new LogicEngine(undefined, { disableInterpretedOptimization: true });
    const scalar = fc.oneof(
      fc.integer({ min: -5, max: 5 }),
      fc.constantFrom('', 'a', 'taobao', '3'),
      fc.boolean(),
      fc.constantFrom(...[...PATHS].filter((path) => path !== 'order.shop').map((path) => ({ var: path }))),
    );
    const { rule } = fc.letrec<{ rule: Json }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 4 },
        scalar as fc.Arbitrary<Json>,
        fc
          .tuple(fc.constantFrom('==', '===', '!=', '!==', '>', '>='), scalar, scalar)
          .map(([name, one, other]) => ({ [name]: [one, other] }) as Json),
        fc
          .tuple(fc.constantFrom('and', 'or'), fc.array(tie('rule'), { minLength: 1, maxLength: 3 }))
          .map(([name, args]) => ({ [name]: args }) as Json),
        tie('rule').map((inner) => ({ '!': [inner] }) as Json),
        fc.tuple(tie('rule'), tie('rule'), tie('rule')).map((args) => ({ if: args }) as Json),
        fc
          .tuple(fc.constantFrom('some', 'none', 'all'), fc.constantFrom('price', 'duplicate'))
          .map(([name, kind]) => ({ [name]: [{ var: 'kinds' }, { '==': [{ var: '' }, kind] }] }) as Json),
      ),
    }));
    fc.assert(
      fc.property(rule, (condition) => {
        let expected: unknown;
        try {
          expected = engine.run(condition, FACTS);
        } catch {
          // It refuses comparisons that are no numbers; here they do not hold.
          return;
        }
        expect(isTruthy(evaluate(condition, FACTS))).toBe(
          Array.isArray(expected) ? expected.length > 0 : Boolean(expected),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('never fails, whatever lawful thing it says', () => {
    const names = Object.keys(OPERATORS);
    const { rule } = fc.letrec<{ rule: Json }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue() as fc.Arbitrary<Json>,
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie('rule'), { maxLength: 3 }))
          .map(([name, args]) => ({ [name]: args }) as Json),
      ),
    }));
    fc.assert(
      fc.property(rule, (condition) => {
        if (checkCondition(condition, PATHS, '').length > 0) return;
        expect(() => evaluate(condition, FACTS)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('a condition that somebody wants to store is refused', () => {
  const refused = (condition: unknown) =>
    checkCondition(condition, PATHS, '/when').map(({ path, code }) => `${path} ${code}`);
  const deep = (levels: number): unknown => (levels === 0 ? true : { '!': [deep(levels - 1)] });

  it.each<[string, unknown, string[]]>([
    ['never, when it is lawful', { '>': [{ var: 'order.total' }, 5] }, []],
    ['never, when it is a value', false, []],
    ['for an operator that is none', { eval: ['1'] }, ['/when/eval unknown_operator']],
    ['for what objects inherit', { and: [{ constructor: 1 }] }, ['/when/and/0/constructor unknown_operator']],
    ['for two operators in one', { '!': [{ '!': 1, '!!': 1 }] }, ['/when/!/0 no_operator']],
    ['for an empty object', {}, ['/when no_operator']],
    ['for a fact that is none', { '!': { var: 'order.secret' } }, ['/when/!/var unknown_fact']],
    ['for a fact that is worked out', { var: [{ var: 'order.channel' }] }, ['/when/var unknown_fact']],
    ['for an element outside of a list', { '!': { var: '' } }, ['/when/!/var unknown_fact']],
    ['never for one inside', { some: [{ var: 'kinds' }, { in: [{ var: '' }, ['a']] }] }, []],
    ['for too few arguments', { '==': [1] }, ['/when/== wrong_arguments']],
    ['for too many', { '<': [1, 2, 3, 4] }, ['/when/< wrong_arguments']],
    ['for a long text', 'x'.repeat(201), ['/when too_long']],
    ['for a slash, which a pointer escapes', { '/': [1] }, ['/when/~1 wrong_arguments']],
    ['for a number beyond all', { '<': [1e308, { var: 'order.total' }] }, ['/when/</0 no_such_number']],
    ['for a number near nothing', { '-': [1e-300] }, ['/when/-/0 no_such_number']],
    ['never for usual ones', { in: [{ var: 'order.total' }, [-0.5, 0, 9007199254740991]] }, []],
    ['when it is large', Array(400).fill(1), ['/when too_large']],
  ])('%s', (_, condition, expected) => expect(refused(condition)).toEqual(expected));

  it('when it is deep', () => {
    expect(refused(deep(11))).toEqual([]);
    expect(refused(deep(12))).toEqual([expect.stringMatching(/too_deep$/)]);
    expect(refused(deep(5000))).toHaveLength(1);
  });

  it('for its __proto__', () => {
    expect(refused(JSON.parse('{"__proto__": [1]}'))).toEqual(['/when/__proto__ unknown_operator']);
  });
});
