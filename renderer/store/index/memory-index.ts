import { ENTITY_KINDS } from '../../../shared/entities/kinds.ts';
import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import type { StoreState } from '../../../shared/store-port.ts';
import { KindIndex } from './kind-index.ts';
import { Names } from './names.ts';

/** The memory index of an account: every kind, and the names that join them. */
export class MemoryIndex {
  readonly names: Names;
  private readonly kinds: Readonly<Record<Kind, KindIndex>>;

  constructor() {
    this.names = new Names((kind) => this.kinds[kind]);
    const make = (kind: Kind): KindIndex => new KindIndex(ENTITY_KINDS[kind]);
    this.kinds = {
      leads: make('leads'),
      contacts: make('contacts'),
      sales_accounts: make('sales_accounts'),
      deals: make('deals'),
    };
  }

  of(kind: Kind): KindIndex {
    return this.kinds[kind];
  }

  /** Changes whenever any answer might. */
  get version(): number {
    return KINDS.reduce((sum, kind) => sum + this.kinds[kind].version, this.names.version);
  }

  /** How many records of each kind there are; kinds without any are left out. */
  counts(): StoreState['counts'] {
    return Object.fromEntries(
      KINDS.map((kind) => [kind, this.kinds[kind].count] as const).filter(([, count]) => count > 0),
    );
  }

  /** Gives back the room kept for growth. */
  trim(): void {
    for (const kind of KINDS) this.kinds[kind].trim();
  }
}
