import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Structured logs and metrics of this function. Logs carry order ids and correlation ids, never a name, an address,
 * a telephone number or a request's body.
 */
export const logger = new Logger();
export const metrics = new Metrics();
