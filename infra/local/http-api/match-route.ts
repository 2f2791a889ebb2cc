import type { LocalRoute } from '../model.ts';

export type RouteMatch = { route: LocalRoute; pathParameters: Readonly<Record<string, string>> | undefined };

/** Finds the route of a request. The path is as it came, still percent-encoded; `undefined`: no route. */
export type RouteMatcher = (method: string, path: string) => RouteMatch | undefined;

type Segment = { kind: 'static' | 'parameter' | 'greedy'; text: string };
type Compiled = { route: LocalRoute; method: string; segments: readonly Segment[] };

/**
 * Prepares API Gateway's choice of route: segment by segment from the left, fixed text beats a parameter, a parameter
 * beats a greedy one (`{proxy+}`); for equal paths a named method beats ANY; `$default` takes what is left.
 */
export function createRouteMatcher(routes: readonly LocalRoute[]): RouteMatcher {
  const fallback = routes.find((route) => route.routeKey === '$default');
  const compiled = routes.filter((route) => route !== fallback).map(compile);
  compiled.sort(bySpecificity);
  return (method, path) => {
    const parts = path.split('/').slice(1);
    for (const candidate of compiled) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const found = capture(candidate.segments, parts);
      if (found !== undefined) {
        const pathParameters = Object.keys(found).length === 0 ? undefined : found;
        return { route: candidate.route, pathParameters };
      }
    }
    return fallback && { route: fallback, pathParameters: undefined };
  };
}

function compile(route: LocalRoute): Compiled {
  const [method = '', path = ''] = route.routeKey.split(' ');
  return { route, method, segments: path.split('/').slice(1).map(segmentOf) };
}

function segmentOf(text: string): Segment {
  const name = /^\{(.+?)(\+?)\}$/.exec(text);
  if (name === null) return { kind: 'static', text };
  return { kind: name[2] === '+' ? 'greedy' : 'parameter', text: name[1] ?? '' };
}

const rank = { static: 0, parameter: 1, greedy: 2 };

function bySpecificity(a: Compiled, b: Compiled): number {
  for (let index = 0; index < Math.min(a.segments.length, b.segments.length); index += 1) {
    const difference = rank[a.segments[index]?.kind ?? 'greedy'] - rank[b.segments[index]?.kind ?? 'greedy'];
    if (difference !== 0) return difference;
  }
  // Paths of different lengths must not count as equal, or sorting could not tell which of two others goes first.
  return a.segments.length - b.segments.length || Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function capture(
  segments: readonly Segment[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const found: [string, string][] = [];
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (segment.kind === 'greedy') {
      const rest = parts.slice(index).join('/');
      return rest === ''
        ? undefined
        : Object.fromEntries([...found, [segment.text, decodeURIComponent(rest)]]);
    }
    if (segment.kind === 'static') {
      if (decodeURIComponent(part) !== segment.text) return undefined;
    } else if (part === '') {
      return undefined;
    } else {
      found.push([segment.text, decodeURIComponent(part)]);
    }
  }
  return parts.length === segments.length ? Object.fromEntries(found) : undefined;
}
