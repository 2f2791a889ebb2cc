import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Meter } from '../model.ts';
import { AwsError } from './aws-error.ts';
import type { AwsService } from './endpoint-server.ts';
import type { Mailbox } from './mailbox.ts';

const Text = z.object({ Data: z.string() });
const addresses = z.array(z.string()).default([]);
const SendEmailInput = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  Content: z.object({
    Simple: z
      .object({ Subject: Text, Body: z.object({ Text: Text.optional(), Html: Text.optional() }) })
      .optional(),
  }),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
});

const MOST_RECIPIENTS = 50;

/** SESv2's SendEmail: what is sent lies in the mailbox. Knows simple content, not templates and raw messages. */
export function sesService(mailbox: Mailbox, meter: Meter, now: () => Date = () => new Date()): AwsService {
  return {
    name: 'ses',
    routes: { 'POST /v2/email/outbound-emails': 'SendEmail' },
    throttled: () => new AwsError('TooManyRequestsException', 'Maximum sending rate exceeded.', 429),
    operations: {
      SendEmail: (raw) => {
        const parsed = SendEmailInput.safeParse(raw);
        if (!parsed.success) throw new AwsError('BadRequestException', z.prettifyError(parsed.error));
        const { FromEmailAddress: from, Destination, Content, EmailTags } = parsed.data;
        const to = [...Destination.ToAddresses, ...Destination.CcAddresses, ...Destination.BccAddresses];
        checkAddresses(from, to);
        const simple = Content.Simple;
        if (!simple) throw new AwsError('BadRequestException', 'The local cloud knows simple content only.');
        if (!simple.Body.Text && !simple.Body.Html) {
          throw new AwsError('BadRequestException', 'The body needs a text or an HTML part.');
        }
        const id = randomUUID();
        mailbox.put({
          id,
          to,
          from,
          subject: simple.Subject.Data,
          ...(simple.Body.Text ? { text: simple.Body.Text.Data } : {}),
          ...(simple.Body.Html ? { html: simple.Body.Html.Data } : {}),
          at: now().toISOString(),
          ...(EmailTags.length > 0
            ? { tags: Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value])) }
            : {}),
        });
        meter.add('ses.messages', to.length);
        return { MessageId: id };
      },
    },
  };
}

function checkAddresses(from: string, to: readonly string[]): void {
  if (to.length === 0 || to.length > MOST_RECIPIENTS) {
    throw new AwsError('BadRequestException', `An e-mail has 1 to ${MOST_RECIPIENTS} recipients.`);
  }
  for (const address of [from, ...to]) {
    const plain = /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address;
    if (/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(plain) && plain.length <= 320) continue;
    throw new AwsError('BadRequestException', `Illegal address: ${address}`);
  }
}
