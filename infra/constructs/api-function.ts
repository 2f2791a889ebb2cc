import { CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HttpTrigger } from '../capabilities/types.ts';
import { acknowledge } from './acknowledge.ts';
import { type FunctionProps, FunctionWithRole } from './function-with-role.ts';
import type { ApiResources } from './shared-resources.ts';

export type ApiFunctionProps = FunctionProps & { trigger: HttpTrigger; api: ApiResources };

/**
 * One operation of the HTTP API: function, integration, route, and the right to be called by this route alone.
 * They live in the capability's stack; only the API's ids come from elsewhere.
 */
export class ApiFunction extends Construct {
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const { trigger, api } = props;
    const { fn } = new FunctionWithRole(this, 'Run', props);
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: fn.functionArn,
      payloadFormatVersion: '2.0',
    });
    const route = new CfnRoute(this, 'Route', {
      apiId: api.apiId,
      routeKey: trigger.route,
      target: `integrations/${integration.ref}`,
      ...(trigger.auth === 'jwt'
        ? { authorizationType: 'JWT', authorizerId: api.authorizerId }
        : { authorizationType: 'NONE' }),
    });
    if (trigger.auth === 'public')
      acknowledge(
        route,
        'AwsSolutions-APIG4',
        'Public on purpose: it tells nobody anything private, or checks a signature itself.',
      );
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: fn.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: routeArn(this, api.apiId, trigger.route),
    });
  }
}

/** A route's ARN in any stage of the API; what follows the first path parameter cannot be told apart in one. */
function routeArn(scope: Construct, apiId: string, route: string): string {
  const [method, path] = route.split(' ') as [string, string];
  return Stack.of(scope).formatArn({
    service: 'execute-api',
    resource: apiId,
    resourceName: `*/${method}${path.replaceAll(/\{[^}]+\}/g, '*')}`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
