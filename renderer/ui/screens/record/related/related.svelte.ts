import type { Kind, RecordRef } from '../../../../../shared/entities/kind.ts';
import type { ListValue } from '../../../../../shared/store-port.ts';
import { live } from '../../../lib/live.svelte.ts';
import type { Watches } from '../../../lib/watches.ts';
import { RELATED, RELATED_STEP, relatedSpec, type RelatedSection } from './sections.ts';

/** A list of what belongs to a record; the list is undefined until it was answered. */
export interface RelatedAnswer {
  readonly section: RelatedSection;
  readonly list: ListValue | undefined;
}

/** As many lists as a kind has at most. */
const SLOTS = [0, 1, 2, 3] as const;

/** The lists of what belongs to a record, kept current. Call it while a component initialises. */
export function relatedTo(
  watches: Watches,
  own: () => RecordRef & { readonly kind: Kind },
): { readonly all: readonly RelatedAnswer[]; more(section: RelatedSection): void } {
  let limits: Readonly<Record<string, number>> = $state.raw({});
  const lists = SLOTS.map((slot) =>
    live(watches, () => {
      const section = RELATED[own().kind][slot];
      return section === undefined ? null : relatedSpec(section, own(), limits[section.key] ?? RELATED_STEP);
    }),
  );
  const all = $derived(
    RELATED[own().kind].map((section, slot): RelatedAnswer => {
      const list = lists[slot];
      // The answer to another question is about another record.
      const isOwn = list?.answered?.kind === section.kind && asksFor(list.answered, own().id);
      return { section, list: isOwn ? list?.value : undefined };
    }),
  );
  return {
    get all() {
      return all;
    },
    more({ key }) {
      limits = { ...limits, [key]: (limits[key] ?? RELATED_STEP) + 4 * RELATED_STEP };
    },
  };
}

function asksFor({ filters }: ReturnType<typeof relatedSpec>, id: number): boolean {
  const [filter] = filters;
  return filter?.op === 'in' && filter.values.includes(id);
}
