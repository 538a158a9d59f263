import type { Handler } from './world.ts';

/** The methods of the API. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A path and who answers it. */
export interface Route {
  readonly method: Method;
  /** Segments without a leading slash; `{id}` stands for digits, `{name}` for one segment of anything. */
  readonly path: string;
  readonly handler: Handler;
}

/** Makes a route. */
export function route(method: Method, path: string, handler: Handler): Route {
  return { method, path, handler };
}

interface Match {
  readonly handler: Handler;
  readonly params: readonly string[];
}

/** Finds the handler of a request, or null. */
export type Router = (method: string, path: string) => Match | null;

function matchSegments(pattern: readonly string[], segments: readonly string[]): string[] | null {
  const params: string[] = [];
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] as string;
    if (part === '{id}' ? /^\d{1,16}$/.test(segment) : part === '{name}') params.push(segment);
    else if (part !== segment) return null;
  }
  return params;
}

/** Makes a router of a table of routes. A trailing `.json` of the path is accepted, as in the reference's activities. */
export function createRouter(routes: readonly Route[]): Router {
  const byShape = new Map<string, { readonly pattern: readonly string[]; readonly handler: Handler }[]>();
  for (const { method, path, handler } of routes) {
    const pattern = path.split('/');
    const shape = `${method} ${String(pattern.length)}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), { pattern, handler }]);
  }
  return (method, path) => {
    const segments = path
      .replace(/\.json$/, '')
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeSegment);
    for (const { pattern, handler } of byShape.get(`${method} ${String(segments.length)}`) ?? []) {
      const params = matchSegments(pattern, segments);
      if (params !== null) return { handler, params };
    }
    return null;
  };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
