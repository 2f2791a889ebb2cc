import { capabilities } from '../../infra/capabilities/all.ts';
import { sample } from './sample-capability.ts';
import { type SynthesisedStack, synthesise } from './synthesise.ts';
import { onlyOf, resourcesOf } from './template.ts';

/** Everybody may call these. A route that is missing here needs a token; a new one here needs a reason. */
const PUBLIC = [
  'GET /v1/health',
  'GET /openapi.json',
  'GET /docs',
  'GET /v1/track',
  // What outside warehouses send and get is written down for whoever builds them.
  'GET /v1/schemas/{name}',
  'POST /v1/webhooks/payments/{provider}',
  'POST /v1/webhooks/channels/{channel}/{shopId}',
  'POST /v1/webhooks/carriers/{carrier}',
];

let real: SynthesisedStack[];
let sampled: SynthesisedStack[];
beforeAll(async () => {
  real = await synthesise({ stage: 'prod', capabilities });
  sampled = await synthesise({ stage: 'dev', capabilities: [sample] });
});

describe('the API', () => {
  it('asks for a token on every route but the public ones', () => {
    for (const { properties } of resourcesOf(real, 'AWS::ApiGatewayV2::Route')) {
      const { RouteKey, AuthorizationType, AuthorizerId } = properties;
      if (PUBLIC.includes(RouteKey)) continue;
      expect({ RouteKey, AuthorizationType }).toEqual({ RouteKey, AuthorizationType: 'JWT' });
      expect(AuthorizerId).toBeDefined();
    }
  });

  it('lets a function be called by its own route alone', () => {
    const arns = resourcesOf(sampled, 'AWS::Lambda::Permission').map(({ properties }) =>
      JSON.stringify(properties.SourceArn),
    );
    expect(arns.filter((arn) => arn.includes('/*/GET/v1/samples/*'))).toHaveLength(1);
    expect(arns.filter((arn) => arn.includes('/*/POST/v1/webhooks/samples'))).toHaveLength(1);
  });

  it('throttles all routes, and more where a route asks for it', () => {
    const { DefaultRouteSettings, RouteSettings, AccessLogSettings } = onlyOf(
      sampled,
      'AWS::ApiGatewayV2::Stage',
    ).properties;
    expect(DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
    expect(RouteSettings).toEqual({
      'POST /v1/webhooks/samples': {
        ThrottlingRateLimit: 50,
        ThrottlingBurstLimit: 100,
        DetailedMetricsEnabled: true,
      },
    });
    expect(JSON.parse(AccessLogSettings.Format)).toMatchObject({ status: '$context.status' });
  });

  it('speaks payload 2.0 to its functions', () => {
    for (const { properties } of resourcesOf(real, 'AWS::ApiGatewayV2::Integration'))
      expect(properties.PayloadFormatVersion).toBe('2.0');
  });
});

describe('the users', () => {
  it('have the roles of the API as groups', () => {
    const groups = resourcesOf(real, 'AWS::Cognito::UserPoolGroup').map(
      ({ properties }) => properties.GroupName,
    );
    expect(groups.sort()).toEqual(
      [
        'admin',
        'dealer',
        'finance',
        'finance_director',
        'sales_manager',
        'service_agent',
        'storefront',
        'warehouse',
      ].sort(),
    );
  });

  it('cannot write the attribute that says which customer they are', () => {
    const clients = resourcesOf(real, 'AWS::Cognito::UserPoolClient');
    expect(clients).toHaveLength(2);
    for (const { properties } of clients)
      expect(properties.WriteAttributes).not.toContain('custom:customerId');
  });

  it('get their customer into the access token', () => {
    const { LambdaConfig } = onlyOf(real, 'AWS::Cognito::UserPool').properties;
    expect(LambdaConfig.PreTokenGenerationConfig.LambdaVersion).toBe('V2_0');
  });
});
