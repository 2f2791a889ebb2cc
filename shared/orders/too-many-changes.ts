import { type Problem, problem } from '../kernel/problem.ts';

/** 409: the change is whole or nothing, and does not fit into one transaction; says what would. */
export const tooManyChanges = (writes: number, bound: number): Problem =>
  problem(409, 'too_many_changes', 'Too much at once', {
    detail: `This takes ${writes} writes, of which ${bound} can be made at once. Nothing was changed; do it in parts.`,
    extra: { writes, bound },
  });
