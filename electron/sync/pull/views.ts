import type { Kind } from '../../../shared/entities/kind.ts';
import type { ViewFilter } from '../../../shared/entities/view-filter.ts';
import { VIEW_NAMES } from '../../../shared/entities/view-names.ts';

/**
 * Chooses the views whose union is every record of a kind that the key's user may see.
 *
 * The system's own "All …" is taken first. Accounts without one (deals on suite accounts, quirks §4) get the union of Open, Won and Lost; where
 * the names tell nothing, the default views, and at last every public view: a record seen twice costs a call, a record never seen costs a customer.
 * @returns ids in the order to walk them; empty when there is no view at all
 */
export function mirrorViews(kind: Kind, filters: readonly ViewFilter[]): number[] {
  const candidates = filters.filter((view) => !VIEW_NAMES.bin.test(view.name));
  const own = candidates.filter(
    (view) => view.user_id === -1 || view.user_id === undefined || view.user_id === null,
  );
  for (const views of [own, candidates]) {
    const all = views.find((view) => VIEW_NAMES.all.test(view.name.trim()));
    if (all) return [all.id];
  }
  if (kind === 'deals') {
    const { open, won, lost } = VIEW_NAMES;
    const parts = [open, won, lost].map((pattern) => own.find((view) => pattern.test(view.name.trim())));
    const found = parts.flatMap((view) => (view ? [view.id] : []));
    if (found.length === 3) return found;
  }
  const defaults = own.filter((view) => view.is_default === true);
  return (defaults.length > 0 ? defaults : candidates).map((view) => view.id);
}

/** The view that shows what was deleted (quirks §5: "Recycle Bin"); null where an account has none that can be told by its name. */
export function binView(filters: readonly ViewFilter[]): number | null {
  const bins = filters.filter((view) => VIEW_NAMES.bin.test(view.name.trim()));
  return (bins.find((view) => view.user_id === -1) ?? bins[0])?.id ?? null;
}
