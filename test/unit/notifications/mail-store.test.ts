import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { sendMail } from '../../../shared/notifications/effects/mail-store.ts';
import { mockService } from '../../harness/mock-service.ts';

const ses = mockService(SESv2Client);
const letter = { subject: 'Subject', text: 'Text', html: '<p>Text</p>' };

const failure = (name: string): Error => Object.assign(new Error('no'), { name });

describe('handing a letter to SES', () => {
  beforeEach(() => {
    ses.reset();
    process.env.MAIL_FROM = 'shop@example.com';
  });

  it('sends it to one recipient, from the merchant, as text and HTML', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'm-1' });
    expect(await sendMail('ada@example.com', letter)).toEqual({ messageId: 'm-1' });
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toMatchObject({
      FromEmailAddress: 'shop@example.com',
      Destination: { ToAddresses: ['ada@example.com'] },
      Content: {
        Simple: {
          Subject: { Data: 'Subject' },
          Body: { Text: { Data: 'Text' }, Html: { Data: '<p>Text</p>' } },
        },
      },
    });
  });

  it.each(['MessageRejected', 'BadRequestException'])(
    'gives up what SES will never take: %s',
    async (name) => {
      ses.on(SendEmailCommand).rejects(failure(name));
      expect(await sendMail('ada@example.com', letter)).toBe('refused');
    },
  );

  it.each(['TooManyRequestsException', 'SendingPausedException', 'TimeoutError'])(
    'passes on what may pass: %s',
    async (name) => {
      ses.on(SendEmailCommand).rejects(failure(name));
      await expect(sendMail('ada@example.com', letter)).rejects.toMatchObject({ name });
    },
  );
});
