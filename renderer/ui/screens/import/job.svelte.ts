import type { Kind } from '../../../../shared/entities/kind.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../../../shared/errors.ts';
import type { ConfigurationValues } from '../../lib/configuration.ts';
import type { Drafts } from '../../lib/drafts.ts';
import type { Edits } from '../../lib/edits.svelte.ts';
import type { FormField } from '../../lib/form-fields.ts';
import type { Services } from '../../lib/services.ts';
import { checkFile, withRefused, type Checked } from './check-file.ts';
import type { RowProblem } from './check-rows.ts';
import { guessConventions, type Conventions } from './conventions.ts';
import { decode, type Encoding } from './decode.ts';
import { identifiersOf, importFields } from './fields.ts';
import { KeptMappings } from './kept-mappings.ts';
import { guessMapping, withField, type Mapping } from './mapping.ts';
import { readCsv, type CsvTable } from './read-csv.ts';
import type { ImportRun } from './runs.svelte.ts';
import { saveRows } from './save-rows.ts';
import { turn } from './slices.ts';

/** Rows that go into the outbox in one import; of a longer file the others come after these. */
export const ROWS_MAX = 10_000;
/** Edits that are saved in one transaction: a multiple of what a bulk call takes (reference: Bulk Upsert). */
const SAVED_AT_ONCE = 1000;
/** A larger file is no list of people. */
const FILE_BYTES_MAX = 100 * 1024 * 1024;

/** A file that was read. */
export interface ImportFile {
  readonly name: string;
  readonly encoding: Encoding;
  readonly table: CsvTable;
}

/** What is being done with a file: how many rows of how many. */
export interface Working {
  readonly doing: 'reading' | 'checking' | 'saving';
  readonly done: number;
  readonly of: number;
}

/** One import, from the choice of a file to the rows that wait in the outbox. What was chosen is kept while the rep looks at something else. */
export class ImportJob {
  readonly kind: Kind;
  #services: Pick<Services, 'store'>;
  #edits: Pick<Edits, 'save'>;
  #mappings: KeptMappings;
  #usual: Conventions;
  #file: ImportFile | null = $state.raw(null);
  #mapping: Mapping = $state.raw([]);
  #identifier = $state('');
  #conventions: Conventions = $state.raw({ decimal: '.', dayOrder: 'day-first' });
  #checked: Checked | null = $state.raw(null);
  #working: Working | null = $state.raw(null);
  #failure: ErrorInfo | null = $state.raw(null);
  #abort = new AbortController();

  constructor(
    kind: Kind,
    ports: {
      readonly services: Pick<Services, 'store'>;
      readonly edits: Pick<Edits, 'save'>;
      readonly drafts: Pick<Drafts, 'readOwn' | 'writeOwn'>;
      readonly usual: Conventions;
    },
  ) {
    this.kind = kind;
    this.#services = ports.services;
    this.#edits = ports.edits;
    this.#mappings = new KeptMappings(ports.drafts, kind);
    this.#usual = ports.usual;
  }

  get file(): ImportFile | null {
    return this.#file;
  }

  get mapping(): Mapping {
    return this.#mapping;
  }

  get identifier(): string {
    return this.#identifier;
  }

  get conventions(): Conventions {
    return this.#conventions;
  }

  /** What the last check came to; null where something was changed since. */
  get checked(): Checked | null {
    return this.#checked;
  }

  get working(): Working | null {
    return this.#working;
  }

  get failure(): ErrorInfo | null {
    return this.#failure;
  }

  /** Whether a column of the file says which record a row is about. */
  get isIdentified(): boolean {
    return this.#mapping.includes(this.#identifier);
  }

  /** Reads a file, and guesses what its columns are. It never rejects. */
  async read(file: File, values: ConfigurationValues): Promise<void> {
    await this.#work({ doing: 'reading', done: 0, of: 0 }, async (signal) => {
      this.#file = null;
      this.#checked = null;
      if (file.size > FILE_BYTES_MAX) throw new AppError({ code: 'too-large', limit: FILE_BYTES_MAX });
      const { text, encoding } = decode(new Uint8Array(await file.arrayBuffer()));
      const table = await readCsv(text, {
        signal,
        onRows: (done) => (this.#working = { doing: 'reading', done, of: 0 }),
      });
      this.#file = { name: file.name, encoding, table };
      const fields = importFields(this.kind, values);
      this.#mapping = this.#mappings.of(table.headings, fields) ?? guessMapping(table.headings, fields);
      this.#conventions = this.#guess(table, fields);
      const identifiers = identifiersOf(this.kind, fields).map(({ path }) => path);
      this.#identifier = identifiers.find((path) => this.#mapping.includes(path)) ?? identifiers[0] ?? '';
    });
  }

  map(column: number, path: string | null): void {
    this.#mapping = withField(this.#mapping, column, path);
    this.#keepMapping();
    this.#checked = null;
  }

  identify(path: string): void {
    this.#identifier = path;
    this.#checked = null;
  }

  write(part: Partial<Conventions>): void {
    this.#conventions = { ...this.#conventions, ...part };
    this.#checked = null;
  }

  /** Looks at every row, and changes nothing. It never rejects. */
  async check(values: ConfigurationValues): Promise<void> {
    const file = this.#file;
    if (!file) return;
    const { rows } = file.table;
    await this.#work({ doing: 'checking', done: 0, of: rows.length }, async (signal) => {
      this.#checked = null;
      this.#keepMapping();
      this.#checked = await checkFile(
        {
          kind: this.kind,
          rows,
          mapping: this.#mapping,
          identifier: this.#identifier,
          conventions: this.#conventions,
        },
        values,
        this.#services.store,
        { signal, onSlice: (done) => (this.#working = { doing: 'checking', done, of: rows.length }) },
      );
    });
  }

  /**
   * Puts the rows that are ready into the outbox, at most `ROWS_MAX`; they wait there like every other change. It never rejects. Rows that the store refuses become problems.
   * @returns what was saved, also where it came to an end before the last row; null where nothing was
   */
  async save(at: number): Promise<ImportRun | null> {
    const { checked } = this;
    const file = this.#file;
    if (!checked || !file) return null;
    const rows = checked.ready.slice(0, ROWS_MAX);
    const saved: [string, number][] = [];
    const refused: RowProblem[] = [];
    let tried = 0;
    await this.#work({ doing: 'saving', done: 0, of: rows.length }, async (signal) => {
      for (let from = 0; from < rows.length; from += SAVED_AT_ONCE) {
        const slice = rows.slice(from, from + SAVED_AT_ONCE);
        refused.push(...(await saveRows(slice, this.#edits, saved)));
        tried = from + slice.length;
        this.#working = { doing: 'saving', done: tried, of: rows.length };
        await turn(signal);
      }
    });
    this.#checked = withRefused({ ...checked, ready: checked.ready.slice(tried) }, refused);
    return saved.length === 0 ? null : { kind: this.kind, file: file.name, at, edits: saved };
  }

  /** Lets the file go. */
  reset(): void {
    this.cancel();
    this.#file = null;
    this.#checked = null;
    this.#failure = null;
  }

  /** Ends what is being done. */
  cancel(): void {
    this.#abort.abort();
  }

  #keepMapping(): void {
    if (this.#file) this.#mappings.keep(this.#file.table.headings, this.#mapping);
  }

  #guess({ rows }: CsvTable, fields: readonly FormField[]): Conventions {
    const sample = rows.slice(0, 2000);
    const textsOf = (types: readonly string[]): string[] =>
      this.#mapping.flatMap((path, column) => {
        const type = fields.find((field) => field.path === path)?.control.type ?? '';
        return types.includes(type) ? sample.map(({ cells }) => cells[column] ?? '') : [];
      });
    return guessConventions(textsOf(['number', 'money']), textsOf(['day', 'instant']), this.#usual);
  }

  async #work(working: Working, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#working) return;
    this.#abort = new AbortController();
    this.#working = working;
    this.#failure = null;
    try {
      await work(this.#abort.signal);
    } catch (caught) {
      const info = errorInfoOf(caught);
      if (info.code !== 'cancelled') this.#failure = info;
    } finally {
      this.#working = null;
    }
  }
}
