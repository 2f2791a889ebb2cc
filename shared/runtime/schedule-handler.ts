import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { type Deps, realDeps } from './deps.ts';
import { logger } from './logger.ts';

/** What EventBridge Scheduler sends: the time for which the sweep was planned. */
const inputSchema = z.object({ now: instantSchema });

/** What a sweep did; answered to the scheduler, read by people. `unfinished`: time ran out, the next run goes on. */
export type SweepResult = { asOf: string; found: number; unfinished?: true };

/**
 * Makes a Lambda handler of a sweep. It works as of the planned time, not of the moment it happens to run, so that a
 * late or repeated run finds the same work.
 */
export const scheduleHandler = (
  work: (asOf: string, deps: Deps, remainingMs: () => number) => Promise<SweepResult>,
  depsOf: () => Deps = realDeps,
) =>
  middy<unknown, SweepResult, Error, Context>()
    .before(({ context }) => {
      logger.addContext(context);
      logger.resetKeys();
    })
    .handler(async (event, context) => {
      const asOf = new Date(inputSchema.parse(event).now).toISOString();
      const result = await work(asOf, depsOf(), () => context.getRemainingTimeInMillis());
      logger.info('The sweep is done.', { ...result });
      return result;
    });
