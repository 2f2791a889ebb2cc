/** Where in the cloud assembly a problem stands, and what to do about it. */
export type TemplateProblem = {
  stack: string;
  logicalId: string;
  type: string;
  /** Dotted path of the property; absent when the resource itself is the problem. */
  property?: string;
  message: string;
};

/** The template asks for something the local cloud cannot do. Carries every problem found, not only the first. */
export class TemplateError extends Error {
  readonly problems: readonly TemplateProblem[];

  constructor(problems: readonly TemplateProblem[]) {
    super(`The local cloud cannot run this template:\n${problems.map(describe).join('\n')}`);
    this.name = 'TemplateError';
    this.problems = problems;
  }
}

function describe({ stack, logicalId, type, property, message }: TemplateProblem): string {
  const where = property === undefined ? '' : `, property ${property}`;
  return `  - stack ${stack}, ${logicalId} (${type})${where}: ${message}`;
}
