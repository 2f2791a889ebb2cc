import { type AnyBody, call, placed } from '../orders/desk.ts';

/** A rule as it is sent. */
export const rule = (id: string, on: readonly string[], when: unknown, ...then: unknown[]) => ({
  id,
  name: id,
  on,
  when,
  then,
});

/** Puts rules, as an admin where nothing else is said. */
export const put = (rules: readonly unknown[], said: Parameters<typeof call>[1] = {}) =>
  call('automation/put-automation-rules', { body: { rules }, ...said });

/** Puts rules that must be taken. */
export const inForce = async (...rules: readonly unknown[]): Promise<void> => {
  const { status, body } = await put(rules);
  if (status !== 200) throw new Error(JSON.stringify(body));
};

/** A new order of one unit. */
export const orderOf = (sku: string): Promise<AnyBody> => placed([{ sku, quantity: 1 }]);

/** The runs of a rule, or on an order, newest first. */
export const runsOf = async (query: Record<string, string>): Promise<AnyBody[]> =>
  (await call('automation/list-automation-runs', { query: { limit: '100', ...query } })).body.items;

/** What a dry run says, which must be possible. */
export const simulate = async (body: unknown): Promise<AnyBody> => {
  const answer = await call('automation/simulate-automation-rules', { body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
