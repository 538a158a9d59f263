import { kindSchema, type Kind } from '../../../shared/entities/kind.ts';
import { idSchema } from '../../../shared/entities/record.ts';

/** A record somebody looked at: what it is called is asked of the store, so that nothing out of a record lies outside it. */
export interface RecentRecord {
  readonly kind: Kind;
  readonly id: number;
}

const MOST = 12;

/** The records of an account that were looked at last, newest first, over restarts. */
export class Recent {
  #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    this.#storage = storage;
  }

  list(accountId: string): readonly RecentRecord[] {
    return parse(this.#storage.getItem(keyOf(accountId)));
  }

  add(accountId: string, record: RecentRecord): void {
    const others = this.list(accountId).filter(({ kind, id }) => kind !== record.kind || id !== record.id);
    this.#storage.setItem(keyOf(accountId), JSON.stringify([record, ...others].slice(0, MOST)));
  }

  /** A record is known by another id now: it is listed once, in its place. */
  moved(accountId: string, from: RecentRecord, to: RecentRecord): void {
    const isSame = (a: RecentRecord, b: RecentRecord): boolean => a.kind === b.kind && a.id === b.id;
    const all = this.list(accountId);
    if (!all.some((record) => isSame(record, from))) return;
    const kept = all.filter((record) => !isSame(record, to));
    this.#storage.setItem(
      keyOf(accountId),
      JSON.stringify(kept.map((record) => (isSame(record, from) ? to : record))),
    );
  }

  forget(accountId: string): void {
    this.#storage.removeItem(keyOf(accountId));
  }
}

function keyOf(accountId: string): string {
  return `satchel:recent:${accountId}`;
}

/** What cannot be read counts as nothing: it is a convenience, and written anew with the next record. */
function parse(text: string | null): readonly RecentRecord[] {
  let list: unknown;
  try {
    list = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('kind' in entry) || !('id' in entry)) return [];
    const kind = kindSchema.safeParse(entry.kind);
    const id = idSchema.safeParse(entry.id);
    return kind.success && id.success ? [{ kind: kind.data, id: id.data }] : [];
  });
}
