import type { Condition } from '../../../../../shared/condition.ts';
import type { AccountView, Sort, View } from '../../../../../shared/store-port.ts';
import type { ListRoute } from '../../../lib/routes.ts';
import type { Layout } from '../columns.ts';

/** A view as it can be chosen: one of the rep's own, or one that the account has on the server. */
export interface Choosable {
  /** As addresses name it. */
  readonly key: string;
  readonly name: string;
  readonly conditions: readonly Condition[];
  readonly sorts: readonly Sort[];
  readonly text: string;
  /** Null where it says nothing of columns. */
  readonly columns: Layout | null;
  /** The rep's own; null for one of the account's. */
  readonly own: View | null;
}

export function ownChoosable(view: View): Choosable {
  const { id, name, filters, sorts, text, columns } = view;
  return { key: id, name, conditions: filters, sorts, text, columns, own: view };
}

/** Those of the account's views of which it is known what they hold; the one of all records is there already. */
export function accountChoosables(views: readonly AccountView[]): readonly Choosable[] {
  return views.flatMap(({ id, name, filters, sorts }) =>
    filters === null || filters.length + sorts.length === 0
      ? []
      : [{ key: `account-${id}`, name, conditions: filters, sorts, text: '', columns: null, own: null }],
  );
}

/** The place of a list as a view has it; null for all records, in the usual order. */
export function routeOfView(route: ListRoute, view: Choosable | null): ListRoute {
  return {
    ...route,
    id: null,
    view: view?.key ?? null,
    conditions: view?.conditions ?? [],
    sorts: view?.sorts ?? [],
    text: view?.text ?? '',
  };
}

/** Whether a list shows something else than the view that was chosen for it. */
export function isChanged(view: Choosable, route: ListRoute, layout: Layout | null): boolean {
  const said = (value: unknown): string => JSON.stringify(value);
  return (
    said(route.conditions) !== said(view.conditions) ||
    said(route.sorts) !== said(view.sorts) ||
    route.text.trim() !== view.text.trim() ||
    (layout !== null && said(layout) !== said(view.columns))
  );
}

/** A place after all the others. */
export function lastPosition(views: readonly View[]): number {
  return views.reduce((most, { position }) => Math.max(most, position), -1) + 1;
}

/** The views whose places are others once one of them has moved by so many; none where it cannot. */
export function moved(views: readonly View[], id: string, by: -1 | 1): View[] {
  const from = views.findIndex((view) => view.id === id);
  const to = from + by;
  const held = views[from];
  if (!held || to < 0 || to >= views.length) return [];
  return views
    .toSpliced(from, 1)
    .toSpliced(to, 0, held)
    .map((view, position) => ({ ...view, position }));
}
