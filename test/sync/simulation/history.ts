import type { Admin } from '../../../electron/sample/admin.ts';
import type { Row, TableName } from '../../../electron/sample/state/row.ts';
import type { Wire } from './transport.ts';

/** Who changed something on the server. */
export type Actor = 'A' | 'B';

/** A row that was written on the server. */
export interface Deed {
  readonly at: number;
  readonly by: Actor;
  /** The request of this device by which it came, where it did. */
  readonly wire: Wire | null;
  readonly table: TableName;
  readonly id: number;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** Everything that happened to the server's data, and who did it. */
export class History {
  readonly deeds: Deed[] = [];
  readonly #byRecord = new Map<string, Deed[]>();
  /** The request that the server is dealing with. */
  wire: Wire | null = null;
  by: Actor = 'A';

  constructor(admin: Admin, now: () => number) {
    admin.watch((written) => {
      for (const each of written) {
        const deed: Deed = { ...each, at: now(), by: this.by, wire: this.wire };
        this.deeds.push(deed);
        const key = `${each.table}:${String(each.id)}`;
        const list = this.#byRecord.get(key);
        if (list === undefined) this.#byRecord.set(key, [deed]);
        else list.push(deed);
      }
    });
  }

  /** What happened to one record, in order. */
  of(table: TableName, id: number): readonly Deed[] {
    return this.#byRecord.get(`${table}:${String(id)}`) ?? [];
  }

  /** Runs what somebody else does. */
  asOther<T>(work: () => T): T {
    const [by, wire] = [this.by, this.wire];
    this.by = 'B';
    this.wire = null;
    try {
      return work();
    } finally {
      this.by = by;
      this.wire = wire;
    }
  }
}
