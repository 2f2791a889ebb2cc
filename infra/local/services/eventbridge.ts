import * as z from 'zod';
import type { CloudModel, EventTarget, Invoke, LocalRule, Meter } from '../model.ts';
import type { Report } from '../parts.ts';
import { AwsError } from './aws-error.ts';
import { deadLetterAttributes, deliver } from './deliver.ts';
import type { AwsService } from './endpoint-server.ts';
import { busOf, type CloudEvent, EventEntry, eventOf, problemOf, sizeOf } from './event-entry.ts';
import { matchesPattern } from './event-pattern.ts';
import type { Queues } from './sqs/queues.ts';

const LARGEST_REQUEST = 1_048_576;
/** How often a failing function is called again before the event goes to the dead-letter queue: Lambda's own two. */
const FUNCTION_RETRIES = 2;
const DAY_MS = 86_400_000;

const PutEventsInput = z.object({ Entries: z.array(EventEntry).min(1).max(10) });
type EventBridgeOptions = { model: CloudModel; queues: Queues; invoke: Invoke; meter: Meter; report: Report };

/**
 * PutEvents, rules and their targets. An event is with all its targets before PutEvents answers, so that a killed local
 * cloud never loses an answered event.
 */
export function eventBridgeService(options: EventBridgeOptions): AwsService {
  const { model, meter } = options;
  return {
    name: 'eventbridge',
    targetPrefix: 'AWSEvents',
    throttled: () => new AwsError('ThrottlingException', 'Rate exceeded', 400),
    operations: {
      PutEvents: async (input, { fault }) => {
        const parsed = PutEventsInput.safeParse(input);
        if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
        const { Entries } = parsed.data;
        if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > LARGEST_REQUEST) {
          throw new AwsError(
            'ValidationException',
            'Total size of the entries in the request is over the limit.',
          );
        }
        const answers = [];
        for (const [index, entry] of Entries.entries()) {
          const refused =
            index === 0 && fault?.kind === 'partialFailure'
              ? { ErrorCode: 'InternalFailure', ErrorMessage: 'A fault was asked for.' }
              : problemOf(entry, model);
          if (refused) {
            answers.push(refused);
            continue;
          }
          const event = eventOf(entry, model);
          meter.add(
            'eventbridge.events',
            Math.max(1, Math.ceil(sizeOf(entry) / 65_536)),
            event['detail-type'],
          );
          await publish(event, busOf(entry), options);
          if (fault?.kind === 'duplicate') await publish(event, busOf(entry), options);
          answers.push({ EventId: event.id });
        }
        return { FailedEntryCount: answers.filter((a) => 'ErrorCode' in a).length, Entries: answers };
      },
    },
  };
}

async function publish(event: CloudEvent, bus: string, options: EventBridgeOptions): Promise<void> {
  const rules = options.model.rules.filter((rule) => rule.enabled && rule.busName === bus);
  const matching = rules.filter((rule) => matchesPattern(rule.pattern, event));
  const targets = matching.flatMap((rule) => rule.targets.map((target) => ({ rule, target })));
  await Promise.all(targets.map(({ rule, target }) => toTarget(event, rule, target, options)));
}

async function toTarget(
  event: CloudEvent,
  rule: LocalRule,
  target: EventTarget,
  { model, queues, invoke, meter, report }: EventBridgeOptions,
): Promise<void> {
  const payload = target.inputPath ? atPath(event, target.inputPath) : event;
  const retries = Math.min(target.retryAttempts ?? FUNCTION_RETRIES, FUNCTION_RETRIES);
  const outcome = await deliver(
    { targetArn: target.arn, payload: () => payload, retries, until: Date.now() + DAY_MS },
    queues,
    invoke,
  );
  meter.add('eventbridge.deliveries', 1, rule.name);
  if (outcome.ok) return;
  if (!target.deadLetterArn) {
    report('error', `Event ${event['detail-type']} is lost for rule ${rule.name}: ${outcome.message}`);
    return;
  }
  const attributes = deadLetterAttributes({
    RULE_ARN: `arn:aws:events:${model.region}:${model.account}:rule/${rule.busName}/${rule.name}`,
    TARGET_ARN: target.arn,
    ERROR_CODE: outcome.code,
    ERROR_MESSAGE: outcome.message,
    RETRY_ATTEMPTS: outcome.attempts - 1,
  });
  queues.sendText(target.deadLetterArn, JSON.stringify(payload), attributes);
}

/** `$.detail.order`: the part of the event an InputPath names. */
function atPath(event: unknown, path: string): unknown {
  return path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
}
