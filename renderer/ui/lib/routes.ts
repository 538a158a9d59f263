import {
  KINDS,
  RECORD_KINDS,
  type Kind,
  type RecordKind,
  type RecordRef,
} from '../../../shared/entities/kind.ts';
import type { Condition } from '../../../shared/condition.ts';
import type { Sort } from '../../../shared/store-port.ts';
import { readConditions, writeConditions } from './conditions.ts';
import { parseDay, parseInstant } from '../../../shared/time.ts';

/** A place in the app. */
export type Route =
  | { readonly name: 'home' }
  | {
      readonly name: 'list';
      readonly kind: Kind;
      /** The record that is open beside or instead of the list. */
      readonly id: number | null;
      readonly text: string;
      /** In order of weight; none for the kind's usual order. */
      readonly sorts: readonly Sort[];
      /** All must hold. */
      readonly conditions: readonly Condition[];
      /** The view that was chosen: the id of a personal one, or `account-` and the id of one of the account's; null for none. */
      readonly view: string | null;
    }
  /** A form for a record that is there, at one of its fields or at none, or for a new one. */
  | { readonly name: 'edit'; readonly kind: Kind; readonly id: number | null; readonly field?: string }
  | { readonly name: 'today' }
  /** The open deals of a pipeline by stage; null for the pipeline that was shown last. */
  | { readonly name: 'board'; readonly pipeline: number | null }
  /** All tasks, with one open beside them or none; `adding` where one is about to be written. */
  | { readonly name: 'tasks'; readonly id: number | null; readonly adding?: boolean }
  | CalendarRoute
  /** All products, with one of them, or a form for one or for a new one. */
  | { readonly name: 'products'; readonly id: number | null; readonly mode?: 'edit' }
  /** All quotes, with one of them, a form for it, or how it is printed. */
  | { readonly name: 'quotes'; readonly id: number | null; readonly mode?: 'edit' | 'print' }
  | { readonly name: 'flight' }
  | { readonly name: 'import'; readonly kind: Kind }
  | { readonly name: 'diagnostics' }
  | { readonly name: 'outbox' }
  /** All conflicts, or the one of a record. */
  | { readonly name: 'conflicts'; readonly target: RecordRef | null }
  | { readonly name: 'sync' }
  | { readonly name: 'settings' };

const CALENDAR_VIEWS = ['day', 'week', 'month', 'agenda'] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/**
 * A day, the week or month around it, or what comes from it on. `day` is `YYYY-MM-DD`, null for today; `appointment` is the one that is open, or a new one
 * that begins at `from` (`YYYY-MM-DDTHH:mm`, or a day for a whole one).
 */
export interface CalendarRoute {
  readonly name: 'calendar';
  readonly view: CalendarView;
  readonly day: string | null;
  readonly appointment?: number | 'new';
  readonly from?: string;
}

export type ListRoute = Extract<Route, { name: 'list' }>;
type EditRoute = Extract<Route, { name: 'edit' }>;

/** What a kind is called in an address. */
function pathOf(kind: RecordKind): string {
  return kind === 'sales_accounts' ? 'accounts' : kind;
}

/** The place of a kind's list, as it is without search and in its usual order. */
export function listRoute(kind: Kind, id: number | null = null): ListRoute {
  return { name: 'list', kind, id, text: '', sorts: [], conditions: [], view: null };
}

/** The place of a form: for a record, or for a new one of a kind. */
export function editRoute(kind: Kind, id: number | null = null): EditRoute {
  return { name: 'edit', kind, id };
}

/** The fragment of the address that stands for a place: `#/contacts/123?q=ada&sort=-updated_at,name`. */
export function hashOf(route: Route): string {
  switch (route.name) {
    case 'home':
      return '#/';
    case 'sync':
      return '#/sync';
    case 'settings':
      return '#/settings';
    case 'outbox':
      return '#/outbox';
    case 'today':
      return '#/today';
    case 'flight':
      return '#/flight';
    case 'diagnostics':
      return '#/diagnostics';
    case 'import':
      return `#/import/${pathOf(route.kind)}`;
    case 'board':
      return route.pipeline === null ? '#/board' : `#/board/${route.pipeline}`;
    case 'tasks':
      return `#/tasks${route.id === null ? '' : `/${route.id}`}${route.adding ? '?new' : ''}`;
    case 'products':
    case 'quotes': {
      if (route.id === null) return route.mode ? `#/${route.name}/new` : `#/${route.name}`;
      return `#/${route.name}/${route.id}${route.mode ? `/${route.mode}` : ''}`;
    }
    case 'calendar':
      return calendarHash(route);
    case 'conflicts':
      return route.target ? `#/conflicts/${pathOf(route.target.kind)}/${route.target.id}` : '#/conflicts';
    case 'edit': {
      if (route.id === null) return `#/new/${pathOf(route.kind)}`;
      const at =
        route.field === undefined ? '' : `?${new URLSearchParams({ field: route.field }).toString()}`;
      return `#/${pathOf(route.kind)}/${route.id}/edit${at}`;
    }
    case 'list': {
      const query = new URLSearchParams();
      if (route.text !== '') query.set('q', route.text);
      if (route.sorts.length > 0) query.set('sort', route.sorts.map(sortText).join(','));
      if (route.conditions.length > 0) query.set('where', writeConditions(route.conditions));
      if (route.view !== null) query.set('view', route.view);
      const asked = query.toString();
      const path = [pathOf(route.kind), ...(route.id === null ? [] : [String(route.id)])].join('/');
      return `#/${path}${asked && `?${asked}`}`;
    }
  }
}

function calendarHash({ view, day, appointment, from }: CalendarRoute): string {
  const query = new URLSearchParams();
  if (appointment !== undefined) query.set('appointment', String(appointment));
  if (appointment === 'new' && from !== undefined) query.set('from', from);
  const asked = query.toString();
  return `#/calendar/${view}${day === null ? '' : `/${day}`}${asked && `?${asked}`}`;
}

/** Places that are one word. */
const PLAIN = ['today', 'sync', 'settings', 'outbox', 'flight', 'diagnostics'] as const;
const HOME: Route = { name: 'home' };

/** The place a fragment stands for; what means nothing is home. */
export function routeOf(hash: string): Route {
  const [path = '', asked = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', second, third, ...more] = path.split('/');
  if (more.length > 0) return HOME;
  if (first === 'conflicts') return conflictsOf(second, third);
  if (first === 'new') return third === undefined ? newOf(second) : HOME;
  const plain = PLAIN.find((candidate) => candidate === first);
  if (plain) return second === undefined ? { name: plain } : HOME;
  if (first === 'calendar') return calendarOf(second, third, new URLSearchParams(asked));
  if (first === 'import') return third === undefined ? importOf(second) : HOME;
  if (first === 'products' || first === 'quotes') return cpqOf(first, second, third);
  const id = second === undefined ? null : idOf(second);
  if (third === undefined && id !== undefined) {
    if (first === 'board') return { name: 'board', pipeline: id };
    if (first === 'tasks')
      return {
        name: 'tasks',
        id,
        ...(new URLSearchParams(asked).has('new') ? { adding: true } : {}),
      };
  }
  const kind = kindOf(first, KINDS);
  if (!kind || id === undefined) return HOME;
  const query = new URLSearchParams(asked);
  if (third !== undefined) return third === 'edit' ? editOf(kind, id, query.get('field')) : HOME;
  return {
    name: 'list',
    kind,
    id,
    text: query.get('q') ?? '',
    sorts: sortsOf(query.get('sort')),
    conditions: readConditions(query.get('where')),
    view: viewOf(query.get('view')),
  };
}

function conflictsOf(second: string | undefined, third: string | undefined): Route {
  if (second === undefined) return { name: 'conflicts', target: null };
  const kind = kindOf(second, RECORD_KINDS);
  const id = idOf(third ?? '');
  return kind && id !== undefined ? { name: 'conflicts', target: { kind, id } } : HOME;
}

function calendarOf(second = 'week', day: string | undefined, query: URLSearchParams): Route {
  const view = CALENDAR_VIEWS.find((candidate) => candidate === second);
  if (!view || (day !== undefined && parseDay(day) !== day)) return HOME;
  const place: CalendarRoute = { name: 'calendar', view, day: day ?? null };
  const asked = query.get('appointment');
  if (asked === 'new') {
    const from = query.get('from');
    return from !== null && parseInstant(from) !== null
      ? { ...place, appointment: 'new', from }
      : { ...place, appointment: 'new' };
  }
  const appointment = idOf(asked ?? '');
  return appointment === undefined ? place : { ...place, appointment };
}

function cpqOf(name: 'products' | 'quotes', second: string | undefined, third: string | undefined): Route {
  if (second === undefined) return { name, id: null };
  // A quote is made from a deal, so it has no form of its own before it is there.
  if (second === 'new')
    return name === 'products' && third === undefined ? { name, id: null, mode: 'edit' } : HOME;
  const id = idOf(second);
  if (id === undefined) return HOME;
  if (third === undefined) return { name, id };
  if (third === 'edit') return { name, id, mode: third };
  return name === 'quotes' && third === 'print' ? { name, id, mode: third } : HOME;
}

function importOf(second: string | undefined): Route {
  const kind = kindOf(second ?? '', KINDS);
  return kind ? { name: 'import', kind } : HOME;
}

function newOf(second: string | undefined): Route {
  const kind = kindOf(second ?? '', KINDS);
  return kind ? { name: 'edit', kind, id: null } : HOME;
}

function editOf(kind: Kind, id: number | null, field: string | null): Route {
  const isField = field !== null && field !== '' && field.length <= 200;
  return isField ? { name: 'edit', kind, id, field } : { name: 'edit', kind, id };
}

function kindOf<K extends RecordKind>(path: string, kinds: readonly K[]): K | undefined {
  return kinds.find((candidate) => pathOf(candidate) === path);
}

function idOf(text: string): number | undefined {
  const id = Number(text);
  return /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(id) ? id : undefined;
}

function sortText({ column, direction }: Sort): string {
  return `${direction === 'desc' ? '-' : ''}${encodeURIComponent(column)}`;
}

/** What is no column is left out. */
function sortsOf(text: string | null): Sort[] {
  return (text ?? '').split(',').flatMap((part) => {
    const column = decoded(part.replace(/^-/, ''));
    return column === ''
      ? []
      : [{ column, direction: part.startsWith('-') ? ('desc' as const) : ('asc' as const) }];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // An address can be typed by anybody.
  }
}

function viewOf(text: string | null): string | null {
  return text !== null && /^[\da-z-]{1,64}$/.test(text) ? text : null;
}
