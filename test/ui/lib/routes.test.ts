import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Router } from '../../../renderer/ui/lib/router.svelte.ts';
import { hashOf, listRoute, routeOf, type Route } from '../../../renderer/ui/lib/routes.ts';
import { KINDS, RECORD_KINDS } from '../../../shared/entities/kind.ts';

const id = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>({ name: 'home' }, { name: 'sync' }, { name: 'settings' }, { name: 'outbox' }),
  fc.constantFrom<Route>({ name: 'today' }, { name: 'flight' }, { name: 'diagnostics' }),
  fc.record({ name: fc.constant('board' as const), pipeline: fc.option(id) }),
  fc.record({
    name: fc.constantFrom('tasks' as const, 'products' as const, 'quotes' as const),
    id: fc.option(id),
  }),
  fc.record({ name: fc.constant('tasks' as const), id: fc.option(id), adding: fc.constant(true) }),
  fc.constant<Route>({ name: 'products', id: null, mode: 'edit' }),
  fc.record({
    name: fc.constantFrom('products' as const, 'quotes' as const),
    id,
    mode: fc.constant('edit' as const),
  }),
  fc.record({ name: fc.constant('quotes' as const), id, mode: fc.constant('print' as const) }),
  fc.record({
    name: fc.constant('calendar' as const),
    view: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'agenda' as const),
    day: fc.option(fc.constantFrom('2026-11-24', '2028-02-29')),
  }),
  fc.record(
    {
      name: fc.constant('calendar' as const),
      view: fc.constantFrom('day' as const, 'agenda' as const),
      day: fc.option(fc.constant('2026-11-24')),
      appointment: id,
    },
    { requiredKeys: ['name', 'view', 'day'] },
  ),
  fc.record(
    {
      name: fc.constant('calendar' as const),
      view: fc.constant('week' as const),
      day: fc.option(fc.constant('2026-11-24')),
      appointment: fc.constant('new' as const),
      from: fc.constantFrom('2026-11-24T10:30', '2026-11-24'),
    },
    { requiredKeys: ['name', 'view', 'day', 'appointment'] },
  ),
  fc.record({ name: fc.constant('import' as const), kind: fc.constantFrom(...KINDS) }),
  fc.record({
    name: fc.constant('conflicts' as const),
    target: fc.option(fc.record({ kind: fc.constantFrom(...RECORD_KINDS), id })),
  }),
  fc.record({ name: fc.constant('edit' as const), kind: fc.constantFrom(...KINDS), id: fc.option(id) }),
  fc.record({
    name: fc.constant('edit' as const),
    kind: fc.constantFrom(...KINDS),
    id,
    field: fc.string({ minLength: 1, maxLength: 200 }),
  }),
  fc.record({
    name: fc.constant('list' as const),
    kind: fc.constantFrom(...KINDS),
    id: fc.option(id),
    text: fc.string({ unit: 'grapheme' }),
    sorts: fc.array(
      fc.record({
        column: fc.constantFrom('name', 'updated_at', 'custom_field.cf_größe, cm?'),
        direction: fc.constantFrom('asc' as const, 'desc' as const),
      }),
      { maxLength: 3 },
    ),
    conditions: fc.array(
      fc.oneof(
        fc.record({ op: fc.constant('pending' as const) }),
        fc.record({
          op: fc.constant('contains' as const),
          column: fc.constant('city'),
          text: fc.string({ unit: 'grapheme' }),
        }),
        fc.record({
          op: fc.constant('in' as const),
          column: fc.constant('owner_id'),
          values: fc.array(fc.oneof(fc.integer(), fc.constant('me'))),
        }),
        fc.record({
          op: fc.constant('within' as const),
          column: fc.constant('updated_at'),
          span: fc.constant({ unit: 'week' as const, from: -1, to: null }),
        }),
      ),
      { maxLength: 3 },
    ),
    view: fc.option(fc.constantFrom('account-12', '7f0f4f3c-0f1c-4b39-9a40-3d2d6f4e2a10')),
  }),
);

describe('routes', () => {
  it('are the same after a walk through the address', () => {
    fc.assert(fc.property(route, (place) => void expect(routeOf(hashOf(place))).toEqual(place)));
  });

  it('are home where the address means nothing', () => {
    for (const hash of [
      '',
      '#',
      '#/',
      '#/nowhere',
      '#/contacts/x',
      '#/contacts/1/2',
      '#/sync/1',
      '#/outbox/1',
      '#/new',
      '#/new/tasks',
      '#/quotes/new',
      '#/products/1/print',
      '#/quotes/1/send',
      '#/new/leads/1',
      '#/contacts/1/change',
      '#/contacts/1/edit/2',
      '#/calendar/year',
      '#/calendar/week/tomorrow',
      '#/import',
      '#/import/tasks',
      '#/tasks/x',
      '#/conflicts/leads',
      '#/conflicts/nothing/1',
      '#/contacts/99999999999999999',
    ]) {
      expect(routeOf(hash)).toEqual({ name: 'home' });
    }
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string(), (hash) => void routeOf(hash)));
  });
});

describe('router', () => {
  beforeEach(() => window.history.replaceState(null, '', '/'));

  const untilPopped = () =>
    new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));

  it('goes back to where the list was left', async () => {
    const router = new Router(window);
    const stop = router.start();
    const list = { ...listRoute('contacts'), text: 'ada' };
    router.go(list);
    router.keep({ scroll: 720, active: 5 });
    router.go({ ...list, id: 5 });
    expect(window.location.hash).toBe('#/contacts/5?q=ada');
    expect(router.kept).toBeNull();

    const popped = untilPopped();
    router.up(list);
    await popped;
    expect(router.route).toEqual(list);
    expect(router.kept).toEqual({ scroll: 720, active: 5 });
    stop();
  });

  it('goes up without a history too', () => {
    window.history.replaceState(null, '', '/#/deals/7');
    const router = new Router(window);
    router.up(listRoute('deals'));
    expect(router.route).toEqual(listRoute('deals'));
    expect(window.location.hash).toBe('#/deals');
  });

  it('keeps what was kept while the filter is typed', () => {
    const router = new Router(window);
    router.go(listRoute('contacts'));
    router.keep({ scroll: 10, active: null });
    const before = window.history.length;
    router.go({ ...listRoute('contacts'), text: 'a' }, { replace: true });
    expect(window.history.length).toBe(before);
    expect(router.kept).toEqual({ scroll: 10, active: null });
  });
});
