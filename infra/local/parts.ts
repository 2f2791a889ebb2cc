/**
 * How the parts of the local cloud meet. `local-cloud.ts` composes them in this order:
 * template → services → function pool → sources → HTTP server; it stops them in the reverse order.
 */
import type { LocalOperation } from './local-api/types.ts';
import type { CloudModel, FaultPlan, Invoke, Meter } from './model.ts';

/** A line for the person at the terminal; `error` lines are shown even when the cloud is quiet. */
export type Report = (level: 'info' | 'error', message: string) => void;

export type ServicesOptions = {
  /** Where data live between starts; `memory` for tests: nothing is left behind. */
  dataDir: string | 'memory';
  /** Booted before the template is there; `startServices` makes the tables in it and does not stop it. */
  dynamodb: DynamodbBoot;
  /** The address services bind to, normally 127.0.0.1. */
  host: string;
  /** Bound late: the pool is made after the services, nothing may be invoked before `startServices` resolves. */
  invoke: Invoke;
  report: Report;
};

/** DynamoDB, SQS, EventBridge, Scheduler, Secrets Manager, SES: running, with what the template has in them. */
export type Services = {
  /** `AWS_ENDPOINT_URL_…` by name, as the SDK reads them. */
  endpointEnv: Readonly<Record<string, string>>;
  localRoutes: readonly LocalOperation[];
  meter: Meter;
  faults: FaultPlan;
  /** Starts what acts by itself (schedules, deliveries). Called when everything can be invoked. */
  begin(): void;
  /** Stops acting by itself and resolves when what runs has ended; calls from handlers still work. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

/** Brings up the services and makes tables, queues, buses, schedules and secrets of the model in them. */
export type StartServices = (model: CloudModel, options: ServicesOptions) => Promise<Services>;

/** The event-source mappings: polls queues and streams and invokes the functions. */
export type Sources = {
  localRoutes: readonly LocalOperation[];
  /** Takes nothing new and resolves when the running batches are acknowledged or given back. */
  stop(): Promise<void>;
};

export type SourcesOptions = { dataDir: string | 'memory'; report: Report };

export type StartSources = (
  model: CloudModel,
  services: Services,
  invoke: Invoke,
  options: SourcesOptions,
) => Promise<Sources>;

export type DynamodbBoot = {
  /** Where DynamoDB itself answers, without metering or faults in between. */
  endpoint: string;
  /** Resolves when the process has ended and its files are whole. */
  stop(): Promise<void>;
};

export type BootDynamodbOptions = {
  dataDir: string | 'memory';
  host: string;
  /** An existing endpoint (`OMS_DYNAMODB_ENDPOINT`): nothing is started, `stop` does nothing. */
  endpoint?: string;
  /** Tells of a death after the start (Java was killed, the disk is full): the cloud stops with this message. */
  onFatal(message: string): void;
  report: Report;
};

/**
 * Starts DynamoDB Local, which needs no template, so that it boots while the template is synthesised.
 * In `services/boot-dynamodb.ts`. Rejects with a message for people when Java is missing.
 */
export type BootDynamodb = (options: BootDynamodbOptions) => Promise<DynamodbBoot>;
