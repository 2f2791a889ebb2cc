import { putPolicyOperation } from '../../../shared/policies/policy-operations.ts';
import { validate } from '../../../shared/runtime/http-request.ts';

const body = (value: unknown) =>
  putPolicyOperation.body ? validate(putPolicyOperation.body, value) : undefined;

describe('putting a policy', () => {
  it('fills in what the document leaves out', () => {
    expect(body({ payment: { cancelAfterHours: 72 } })).toMatchObject({
      value: {
        payment: { cancelAfterHours: 72, remindAfterHours: [1, 24, 47] },
        completion: { afterDeliveryHours: 168 },
      },
    });
  });

  it.each([
    [{ payment: { cancelAfterHours: 0 } }, '/payment/cancelAfterHours'],
    [{ payment: { cancelAfterHours: '48' } }, '/payment/cancelAfterHours'],
    [{ payment: { patience: 1 } }, '/payment/patience'],
    [{ pricing: { taxRates: { China: 0.13 } } }, '/pricing/taxRates/China'],
    [{ pricing: { taxRates: { CN: 1.3 } } }, '/pricing/taxRates/CN'],
    [{ colour: 'red' }, '/colour'],
    [{ version: -1 }, '/version'],
  ])('refuses what is no policy and says where: %j', (document, path) => {
    expect(body(document)).toMatchObject({ status: 422, errors: [{ path }] });
  });
});
