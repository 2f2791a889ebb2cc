import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';

/**
 * Copies the user's `custom:customerId` into the access token as `customerId`, where the API looks for it.
 * Staff have none: their tokens stay as they are. The attribute is written by staff only, never by its user.
 */
export const handler = async (
  event: PreTokenGenerationV2TriggerEvent,
): Promise<PreTokenGenerationV2TriggerEvent> => {
  const customerId = event.request.userAttributes['custom:customerId'];
  if (!customerId) return event;
  const accessTokenGeneration = { claimsToAddOrOverride: { customerId } };
  return { ...event, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } };
};
