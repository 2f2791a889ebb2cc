/** Everything that differs between the stages, in one place. Nothing here is secret. */
export type StageConfig = {
  stage: StageName;
  /** Deletion protection on, and data outlive their stack. Off only where data may be thrown away. */
  keepData: boolean;
  logRetentionDays: 7 | 14 | 30 | 90 | 180 | 365;
  api: {
    /** Requests a second for the whole API; routes may ask for less in their own definition. */
    throttle: { rate: number; burst: number };
    /** Origins whose pages may call the API. */
    corsOrigins: readonly string[];
  };
  /** The merchant's address that notifications come from; its domain is verified in SES outside of this app. */
  mailFrom: string;
  /** Who is told when an alarm rings; none means that somebody subscribes to the topic by hand. */
  alarmEmail?: string;
};

export type StageName = 'dev' | 'prod';

const stages: Readonly<Record<StageName, StageConfig>> = {
  dev: {
    stage: 'dev',
    keepData: false,
    logRetentionDays: 14,
    api: { throttle: { rate: 500, burst: 1000 }, corsOrigins: ['http://localhost:5173'] },
    mailFrom: 'orders@dev.example.com',
  },
  prod: {
    stage: 'prod',
    keepData: true,
    logRetentionDays: 90,
    api: { throttle: { rate: 2000, burst: 4000 }, corsOrigins: ['https://console.example.com'] },
    mailFrom: 'orders@example.com',
    alarmEmail: 'operations@example.com',
  },
};

/**
 * The configuration of a stage by its name.
 * @throws Error when there is no such stage, naming those there are.
 */
export function stageConfig(name: string): StageConfig {
  const config = Object.values(stages).find((stage) => stage.stage === name);
  if (!config) throw new Error(`There is no stage "${name}"; there are: ${Object.keys(stages).join(', ')}.`);
  return config;
}
