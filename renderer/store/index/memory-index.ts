import { customColumns } from '../../../shared/entities/custom-columns.ts';
import { fieldsAnswerSchema } from '../../../shared/entities/field-configuration.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import { RECORD_KINDS, type RecordKind } from '../../../shared/entities/kind.ts';
import type { StoreState } from '../../../shared/store-port.ts';
import { KindIndex } from './kind-index.ts';
import { Names } from './names.ts';

/** The memory index of an account: every kind, and the names that join them. */
export class MemoryIndex {
  readonly names: Names;
  private readonly kinds: Map<RecordKind, KindIndex>;

  constructor() {
    this.names = new Names((kind) => this.of(kind));
    this.kinds = new Map(RECORD_KINDS.map((kind) => [kind, new KindIndex(RECORD_DEFINITIONS[kind])]));
  }

  of(kind: RecordKind): KindIndex {
    return this.kinds.get(kind)!;
  }

  /** Empties the index of a kind. */
  forget(kind: RecordKind): void {
    this.kinds.set(kind, this.of(kind).emptied());
  }

  /**
   * Takes over a piece of the account's configuration: what it names, and which fields of its own a kind has.
   * @param key as `configurationKeySchema` has it
   */
  configure(key: string, value: unknown): void {
    this.names.configure(key, value);
    const kind = RECORD_KINDS.find((each) => key === `fields:${each}`);
    if (!kind) return;
    const fields = fieldsAnswerSchema.safeParse(value);
    this.of(kind).setOwn(customColumns(fields.success ? fields.data : null));
  }

  /** Changes whenever any answer might. */
  get version(): number {
    return RECORD_KINDS.reduce((sum, kind) => sum + this.of(kind).version, this.names.version);
  }

  /** How many records of each kind are shown; kinds without any are left out. */
  counts(): StoreState['counts'] {
    return Object.fromEntries(
      RECORD_KINDS.map((kind) => [kind, this.of(kind).count] as const).filter(([, count]) => count > 0),
    );
  }

  /** Gives back the room kept for growth. */
  trim(): void {
    for (const kind of RECORD_KINDS) this.of(kind).trim();
  }
}
