/** The page's own storage. */
export type OldStorage = Pick<Storage, 'getItem' | 'removeItem' | 'key' | 'length'>;

/** Words that an older version left there: under which keys, and where they belong. */
export interface OldWords {
  readonly from: readonly string[];
  /** The key of the draft that they become (lib/drafts.ts). */
  readonly to: string;
  readonly text: string;
}

/** What older versions left of an account, and of nobody's in particular, in the page's own storage, readable to anybody who has the disk. */
export function oldWords(storage: OldStorage, accountId: string): OldWords[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  const columns = new Map<string, { readonly from: string[]; readonly texts: Record<string, string> }>();
  const words = keys.flatMap((from): OldWords[] => {
    const text = storage.getItem(from) ?? '';
    const [, kind, headings] = /^satchel:import:([a-z_]+):(.*)$/s.exec(from) ?? [];
    if (kind === undefined || headings === undefined) {
      const to = placeOf(from, accountId);
      return to === null ? [] : [{ from: [from], to, text }];
    }
    // What is known of the columns of files was a key each, with their headings in it.
    const known = columns.get(kind) ?? { from: [], texts: {} };
    known.from.push(from);
    known.texts[headings] = text;
    columns.set(kind, known);
    return [];
  });
  return [
    ...words,
    ...Array.from(columns, ([kind, { from, texts }]) => ({
      from,
      to: `own:import-columns:${kind}`,
      text: JSON.stringify(texts),
    })),
  ];
}

/** Where the words under a key belong; null where it holds none of this account. */
function placeOf(key: string, accountId: string): string | null {
  if (key === 'satchel:quotes') return 'own:quotes';
  const [draft, run] = [`satchel:draft:${accountId}:`, `satchel:import-run:${accountId}:`];
  if (key.startsWith(draft)) return `about:${key.slice(draft.length)}`;
  return key.startsWith(run) ? `own:import-run:${key.slice(run.length)}` : null;
}
