import fc from 'fast-check';
import { amend } from './amend.ts';
import { channelNews } from './channel.ts';
import { type Command, nothing, type Step } from './command.ts';
import { approve, cancel, complete, hold, note, reject, releaseHold, tags } from './desk.ts';
import { capture, openPayment, payNews, refund, settleRefund } from './payments.ts';
import { place } from './place.ts';
import { merge, split } from './regroup.ts';
import { adjust, product, receipt } from './stock.ts';
import { lateMessage, message, rest, sweep } from './time.ts';
import { walk } from './walk.ts';
import { pickGoods, refuse, scan, step } from './warehouse.ts';

/** What happens to orders that are there. */
export const CHANGES: readonly Command[] = [
  ...[amend, split, merge, hold, releaseHold, approve, reject, cancel, complete],
  ...[note, tags],
  ...[openPayment, capture, payNews, refund, settleRefund],
  ...[step, pickGoods, refuse, scan],
  ...[channelNews],
];

/** Every kind of command. */
export const COMMANDS: readonly Command[] = [
  ...CHANGES,
  ...[place, receipt, adjust, product, sweep, message, lateMessage, rest, walk],
];

/** Any command, each kind as often as its weight says. */
export const anyOf = (commands: readonly Command[]): fc.Arbitrary<Step> =>
  fc.oneof(...commands.map(({ weight, steps }) => ({ weight, arbitrary: steps })));

/**
 * So many steps of any kinds. Their number does not shrink (short lists would be chosen far too often); a step that does
 * not matter becomes `nothing`.
 */
export const stepsOf = (commands: readonly Command[], least: number, most: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.option(anyOf(commands), { nil: nothing, freq: 40 }), { minLength: least, maxLength: most });
