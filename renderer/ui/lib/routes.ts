import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import type { Sort } from '../../../shared/store-port.ts';

/** A place in the app. */
export type Route =
  | { readonly name: 'home' }
  | {
      readonly name: 'list';
      readonly kind: Kind;
      /** The record that is open beside or instead of the list. */
      readonly id: number | null;
      readonly text: string;
      /** Null for the kind's usual order. */
      readonly sort: Sort | null;
    }
  | { readonly name: 'sync' }
  | { readonly name: 'settings' };

export type ListRoute = Extract<Route, { name: 'list' }>;

const PATH_OF_KIND: Readonly<Record<Kind, string>> = {
  leads: 'leads',
  contacts: 'contacts',
  sales_accounts: 'accounts',
  deals: 'deals',
};

/** The place of a kind's list, as it is without search and in its usual order. */
export function listRoute(kind: Kind, id: number | null = null): ListRoute {
  return { name: 'list', kind, id, text: '', sort: null };
}

/** The fragment of the address that stands for a place: `#/contacts/123?q=ada&sort=-updated_at`. */
export function hashOf(route: Route): string {
  switch (route.name) {
    case 'home':
      return '#/';
    case 'sync':
      return '#/sync';
    case 'settings':
      return '#/settings';
    case 'list': {
      const query = new URLSearchParams();
      if (route.text !== '') query.set('q', route.text);
      if (route.sort) query.set('sort', `${route.sort.direction === 'desc' ? '-' : ''}${route.sort.column}`);
      const asked = query.toString();
      const path = [PATH_OF_KIND[route.kind], ...(route.id === null ? [] : [String(route.id)])].join('/');
      return `#/${path}${asked && `?${asked}`}`;
    }
  }
}

/** The place a fragment stands for; what means nothing is home. */
export function routeOf(hash: string): Route {
  const [path = '', asked = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', second, ...more] = path.split('/');
  if (more.length > 0) return { name: 'home' };
  if (second === undefined && (first === 'sync' || first === 'settings')) return { name: first };
  const kind = KINDS.find((candidate) => PATH_OF_KIND[candidate] === first);
  const id = second === undefined ? null : idOf(second);
  if (!kind || id === undefined) return { name: 'home' };
  const query = new URLSearchParams(asked);
  return { name: 'list', kind, id, text: query.get('q') ?? '', sort: sortOf(query.get('sort')) };
}

function idOf(text: string): number | undefined {
  const id = Number(text);
  return /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(id) ? id : undefined;
}

function sortOf(text: string | null): Sort | null {
  const match = /^(-?)([a-z][a-z0-9_]*)$/.exec(text ?? '');
  return match?.[2] ? { column: match[2], direction: match[1] ? 'desc' : 'asc' } : null;
}
