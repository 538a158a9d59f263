import { kindSchema, type Kind } from '../../../../shared/entities/kind.ts';

/** An import whose rows were put into the outbox. */
export interface ImportRun {
  readonly kind: Kind;
  /** The file's name. */
  readonly file: string;
  /** When it was put into the outbox, epoch milliseconds. */
  readonly at: number;
  /** The edits that were saved, each with the row it came from. */
  readonly edits: readonly (readonly [string, number])[];
}

/** The last import of each kind in an account, over restarts, so that it can be followed to its end. Nothing out of a record is kept. */
export class ImportRuns {
  #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  #account: string;
  #changes = $state(0);

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, account: string) {
    this.#storage = storage;
    this.#account = account;
  }

  of(kind: Kind): ImportRun | null {
    // Read again after each change.
    void this.#changes;
    return parse(this.#storage.getItem(this.#key(kind)));
  }

  put(run: ImportRun): void {
    this.#storage.setItem(this.#key(run.kind), JSON.stringify(run));
    this.#changes += 1;
  }

  forget(kind: Kind): void {
    this.#storage.removeItem(this.#key(kind));
    this.#changes += 1;
  }

  #key(kind: Kind): string {
    return `satchel:import-run:${this.#account}:${kind}`;
  }
}

/** What cannot be read counts as nothing: the outbox still has every change. */
function parse(text: string | null): ImportRun | null {
  if (text === null) return null;
  try {
    const run: unknown = JSON.parse(text);
    return isRun(run) ? run : null;
  } catch {
    return null;
  }
}

function isRun(value: unknown): value is ImportRun {
  if (typeof value !== 'object' || value === null) return false;
  if (!('kind' in value && 'file' in value && 'at' in value && 'edits' in value)) return false;
  const { kind, file, at, edits } = value;
  const isPair = (pair: unknown): boolean =>
    Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'number';
  return (
    kindSchema.safeParse(kind).success &&
    typeof file === 'string' &&
    typeof at === 'number' &&
    Array.isArray(edits) &&
    edits.every(isPair)
  );
}
