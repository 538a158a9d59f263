import { viewSchema, type View } from '../../../shared/store-port.ts';

const layoutsSchema = viewSchema.shape.columns;

/**
 * The columns that somebody has chosen for a list without saving a view of them, over restarts. What is kept is keys and widths, nothing out of a record.
 */
export class Layouts {
  #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  #known: Readonly<Record<string, View['columns'] | null>> = $state.raw({});

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    this.#storage = storage;
  }

  /** @param place what the list is told from others by: its kind, and its view where one is chosen */
  of(place: string): View['columns'] | null {
    const known = this.#known[place];
    return known === undefined ? this.#read(place) : known;
  }

  /** Null forgets what was chosen. */
  keep(place: string, columns: View['columns'] | null): void {
    this.#known = { ...this.#known, [place]: columns };
    if (columns === null) this.#storage.removeItem(keyOf(place));
    else this.#storage.setItem(keyOf(place), JSON.stringify(columns));
  }

  /** What cannot be read counts as nothing: it is a convenience. */
  #read(place: string): View['columns'] | null {
    try {
      const parsed = layoutsSchema.safeParse(JSON.parse(this.#storage.getItem(keyOf(place)) ?? 'null'));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }
}

function keyOf(place: string): string {
  return `satchel:columns:${place}`;
}
