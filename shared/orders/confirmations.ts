import type { Product } from '../catalog/product.ts';
import { hoursAfter } from '../kernel/clock.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Policy } from '../policies/policy.ts';
import type { ConfirmationStep, Confirmer, Order, OrderHead } from './order.ts';
import type { OrderEvent } from './order-events.ts';

/** Who confirms a step that a product names and no policy describes, and in how many hours. */
const UNDESCRIBED = { by: 'service_agent', withinHours: 24 } as const;

/**
 * What has to be confirmed before anything of an order is released: the policy's steps of every order, and those that
 * its products name.
 */
export const confirmationsFor = (
  products: readonly (Pick<Product, 'confirmBeforeRelease'> | undefined)[],
  at: string,
  { fulfilment: { confirmBeforeRelease } }: Pick<Policy, 'fulfilment'>,
): ConfirmationStep[] => {
  const named = new Set(products.flatMap((product) => product?.confirmBeforeRelease ?? []));
  const described = confirmBeforeRelease.filter(({ step, everyOrder }) => everyOrder || named.has(step));
  const known = new Set(described.map(({ step }) => step));
  const others = [...named].filter((step) => !known.has(step)).map((step) => ({ step, ...UNDESCRIBED }));
  return [...described, ...others].map(({ step, by, withinHours }) => ({
    step,
    by,
    dueAt: hoursAfter(at, withinHours),
  }));
};

/** What of an order is not confirmed yet. */
export const openConfirmations = ({ head }: Pick<Order, 'head'>): readonly ConfirmationStep[] =>
  head.confirmations ?? [];

/** Which of the merchant's roles looks after a step: what the buyer has to confirm, service asks them for. */
export const roleOf = ({ by }: Pick<ConfirmationStep, 'by'>): Exclude<Confirmer, 'customer'> =>
  by === 'customer' ? 'service_agent' : by;

/** 409 with the steps that are not confirmed yet, where there are any. */
export const whyUnconfirmed = (order: Pick<Order, 'head'>): Problem | undefined => {
  const open = openConfirmations(order);
  if (open.length === 0) return undefined;
  return problem(409, 'confirmation_missing', 'Not everything is confirmed', {
    detail: 'The order waits for a confirmation. Confirm its steps first.',
    extra: { steps: open.map(({ step, by, dueAt }) => ({ step, by, dueAt })) },
  });
};

/** An order's steps when its goods change: new ones are asked for, what no product asks for any more is not. */
export const confirmationsAnew = (
  { head, body }: Pick<Order, 'head' | 'body'>,
  asked: readonly ConfirmationStep[],
): readonly ConfirmationStep[] => {
  const done = new Set((body.confirmed ?? []).map(({ step }) => step));
  return asked
    .filter(({ step }) => !done.has(step))
    .map((each) => openConfirmations({ head } as Order).find(({ step }) => step === each.step) ?? each);
};

/** What is told of steps that are asked for; the letter to the buyer names theirs. */
export const askedEvent = (
  order: Pick<Order, 'head'>,
  { at, actor }: { at: string; actor: string },
): OrderEvent[] => {
  const open = openConfirmations(order);
  if (open.length === 0) return [];
  const ofBuyer = open.filter(({ by }) => by === 'customer');
  const [dueAt] = ofBuyer.map((step) => step.dueAt).sort();
  const data = {
    steps: open.map(({ step, by, dueAt: until }) => ({ step, by, dueAt: until })),
    ...(dueAt === undefined ? {} : { ofBuyer: true, dueAt }),
  };
  return [{ type: 'confirmation_requested', at, actor, data }];
};

/** What is to be confirmed of a new order; nothing is asked of one that its channel has already ended. */
export const asking = (
  { cancelledByChannel }: { cancelledByChannel?: true },
  items: readonly { sku: string }[],
  { at, policy, productOf }: { at: string; policy: Policy; productOf: (sku: string) => Product | undefined },
): Pick<OrderHead, 'confirmations'> => {
  const confirmations = cancelledByChannel
    ? []
    : confirmationsFor(
        items.map(({ sku }) => productOf(sku)),
        at,
        policy,
      );
  return confirmations.length > 0 ? { confirmations } : {};
};
