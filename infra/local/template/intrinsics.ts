/** What the functions of a template are evaluated against: one stack's view of the world. */
export type Scope = {
  /** A parameter's, pseudo parameter's or resource's value; `undefined` when there is none of that name. */
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  importValue(exportName: string): unknown;
  /** Whether a named condition holds. */
  condition(name: string): boolean;
  mapping(map: string, key: string, second: string): unknown;
};

/** The value of `{ Ref: 'AWS::NoValue' }`: the property it stands for disappears. */
export const noValue = Symbol('AWS::NoValue');

/** Evaluates a value of a template: every intrinsic function in it, at any depth. Throws what cannot be evaluated. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => evaluate(each, scope)).filter((each) => each !== noValue);
  }
  if (typeof value !== 'object' || value === null) return plain(value);
  const keys = Object.keys(value);
  const only = keys.length === 1 ? keys[0] : undefined;
  if (only === 'Ref' || only === 'Condition' || only?.startsWith('Fn::')) {
    return call(only, (value as Record<string, unknown>)[only], scope);
  }
  const result: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    const evaluated = evaluate(each, scope);
    if (evaluated !== noValue) result[key] = evaluated;
  }
  return result;
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return known(scope.ref(String(argument)), `Ref ${argument}`);
    case 'Condition':
      // `Condition` is also an ordinary key (IAM statements); only a name makes it a function.
      return typeof argument === 'string'
        ? scope.condition(argument)
        : { Condition: evaluate(argument, scope) };
    case 'Fn::GetAtt':
      return getAtt(argument, scope);
    case 'Fn::ImportValue':
      return scope.importValue(text(evaluate(argument, scope), name));
    case 'Fn::Join': {
      const [separator, parts] = list(argument, name);
      return list(evaluate(parts, scope), name)
        .map((part) => text(part, name))
        .join(String(separator));
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select': {
      const [index, items] = list(evaluate(argument, scope), name);
      return known(list(items, name)[Number(index)], `Fn::Select ${index}`);
    }
    case 'Fn::Split': {
      const [separator, whole] = list(evaluate(argument, scope), name);
      return text(whole, name).split(String(separator));
    }
    case 'Fn::If': {
      const [condition, then, otherwise] = list(argument, name);
      return evaluate(scope.condition(String(condition)) ? then : otherwise, scope);
    }
    case 'Fn::Equals': {
      const [left, right] = list(evaluate(argument, scope), name);
      return String(left) === String(right);
    }
    case 'Fn::And':
      return list(argument, name).every((each) => evaluate(each, scope) === true);
    case 'Fn::Or':
      return list(argument, name).some((each) => evaluate(each, scope) === true);
    case 'Fn::Not':
      return evaluate(list(argument, name)[0], scope) !== true;
    case 'Fn::FindInMap': {
      const [map, key, second] = list(evaluate(argument, scope), name).map(String);
      return known(
        scope.mapping(map ?? '', key ?? '', second ?? ''),
        `Fn::FindInMap ${map}.${key}.${second}`,
      );
    }
    case 'Fn::Base64':
      return Buffer.from(text(evaluate(argument, scope), name)).toString('base64');
    default:
      throw new Error(`the function ${name} is not known to the local cloud; extend template/intrinsics.ts`);
  }
}

function getAtt(argument: unknown, scope: Scope): unknown {
  const path = typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt').map(String);
  const [logicalId = '', ...attribute] = path;
  return scope.getAtt(logicalId, attribute.join('.'));
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, own] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = evaluate(own, scope) as Record<string, unknown>;
  return String(template).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return text(variables[name], 'Fn::Sub');
    const value = name.includes('.') ? getAtt(name, scope) : known(scope.ref(name), `\${${name}}`);
    return text(value, 'Fn::Sub');
  });
}

function plain(value: unknown): unknown {
  if (typeof value === 'string' && value.includes('{{resolve:')) {
    throw new Error(
      `the dynamic reference ${value} is not known to the local cloud; read the secret at run time`,
    );
  }
  return value;
}

function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} takes a list`);
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new Error(`${name} takes text, not ${JSON.stringify(value) ?? String(value)}`);
}

function known(value: unknown, what: string): unknown {
  if (value === undefined) throw new Error(`${what} names nothing that exists`);
  return value;
}
