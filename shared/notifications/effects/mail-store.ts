import { domainToASCII } from 'node:url';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { environment } from '../../runtime/environment.ts';
import type { Letter } from '../template.ts';

/** What SES answers when it will never take this message, however often it is asked. */
const PERMANENT = new Set(['MessageRejected', 'BadRequestException']);

let client: SESv2Client | undefined;

/** A domain in another script, as mail servers write it. */
const inLetters = (address: string): string => {
  const at = address.lastIndexOf('@') + 1;
  return `${address.slice(0, at)}${domainToASCII(address.slice(at)) || address.slice(at)}`;
};

/**
 * Hands a letter to SES. Answers its id there, or `refused` when SES will never take it; throws on everything that
 * may pass.
 */
export const sendMail = async (
  to: string,
  { subject, text, html }: Letter,
): Promise<{ messageId: string } | 'refused'> => {
  client ??= new SESv2Client({});
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  try {
    const { MessageId } = await client.send(
      new SendEmailCommand({
        FromEmailAddress: environment('MAIL_FROM'),
        Destination: { ToAddresses: [inLetters(to)] },
        Content: {
          Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
        },
      }),
    );
    return { messageId: MessageId ?? 'unknown' };
  } catch (error) {
    if (error instanceof Error && PERMANENT.has(error.name)) return 'refused';
    throw error;
  }
};
