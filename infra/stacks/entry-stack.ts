import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Capability } from '../capabilities/types.ts';
import type { StageConfig } from '../config.ts';
import type { ApiResources } from '../constructs/shared-resources.ts';

export type EntryStackProps = {
  config: StageConfig;
  api: ApiResources;
  capabilities: readonly Capability[];
};

/**
 * Opens the API: its stage, with access log and throttling. A stack of its own, deployed after the capabilities,
 * because API Gateway refuses settings for routes that are not there yet.
 */
export class EntryStack extends Stack {
  constructor(scope: Construct, id: string, { config, api, capabilities }: EntryStackProps) {
    super(scope, id, { description: "The API's stage: access log and throttling." });
    const log = new LogGroup(this, 'AccessLog', {
      // The prefix keeps the log delivery's resource policy from growing with every log group.
      logGroupName: `/aws/vendedlogs/apigateway/oms-${config.stage}`,
      retention: config.logRetentionDays,
      removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const { rate, burst } = config.api.throttle;
    new CfnStage(this, 'Stage', {
      apiId: api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.logGroupArn, format: accessLogFormat },
      defaultRouteSettings: {
        throttlingRateLimit: rate,
        throttlingBurstLimit: burst,
        detailedMetricsEnabled: true,
      },
      routeSettings: routeSettings(capabilities),
    });
    new CfnOutput(this, 'Url', {
      description: 'Where the API answers.',
      value: `https://${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`,
    });
  }
}

/** One JSON object for each request. No header, no query: they may hold personal data. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  integrationMilliseconds: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  subject: '$context.authorizer.claims.sub',
});

/** The routes that allow less than the API as a whole. */
function routeSettings(capabilities: readonly Capability[]) {
  const throttled = capabilities
    .flatMap(({ functions }) => functions)
    .flatMap(({ trigger }) => ('route' in trigger && trigger.throttle ? [trigger] : []));
  return Object.fromEntries(
    throttled.map(({ route, throttle }) => [
      route,
      {
        ThrottlingRateLimit: throttle?.rate,
        ThrottlingBurstLimit: throttle?.burst,
        DetailedMetricsEnabled: true,
      },
    ]),
  );
}
