import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { handler } from '../../../functions/identity/add-token-claims.ts';

describe('add-token-claims', () => {
  it('writes the customer of a storefront user into the access token', async () => {
    const event = anEvent({ sub: 'user-1', 'custom:customerId': 'cus_1' });

    const { response } = await handler(event);

    expect(response.claimsAndScopeOverrideDetails.accessTokenGeneration?.claimsToAddOrOverride).toEqual({
      customerId: 'cus_1',
    });
  });

  it('leaves the token of staff as it is', async () => {
    const event = anEvent({ sub: 'user-2' });
    expect(await handler(event)).toEqual(event);
  });

  it('keeps everything else of the event, which Cognito wants back', async () => {
    const event = anEvent({ 'custom:customerId': 'cus_1' });
    const { request, userName, triggerSource } = await handler(event);
    expect({ request, userName, triggerSource }).toEqual({
      request: event.request,
      userName: event.userName,
      triggerSource: event.triggerSource,
    });
  });
});

function anEvent(userAttributes: Record<string, string>): PreTokenGenerationV2TriggerEvent {
  return {
    version: '2',
    triggerSource: 'TokenGeneration_Authentication',
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_abc',
    userName: 'user',
    callerContext: { awsSdkVersion: '3', clientId: 'client' },
    request: { userAttributes, groupConfiguration: {} },
    response: { claimsAndScopeOverrideDetails: {} },
  };
}
