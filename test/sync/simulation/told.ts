import type { Operation } from '../../../shared/edits/edit.ts';
import type { Policies } from '../../../shared/edits/edit.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { refKey } from '../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';

/** A change that the rep made, as far as he was told of it. */
export interface ToldEdit {
  /** The number of the command. */
  readonly n: number;
  readonly at: number;
  /** Null where no answer came: then it may be saved or not. */
  readonly id: string | null;
  /** As it was called when the edit was made; a local id may have become another since. Null where none was told. */
  readonly target: RecordRef | null;
  readonly operation:
    Operation | { readonly type: 'convert'; readonly fields: RawRecord; readonly deal: RawRecord | null };
  /** What makes a new record be known again: a text that nothing else has, and the key under which the server keeps it. */
  readonly mark: Mark | null;
  /** A second record that comes with it: the deal of a converted lead, the person of a call. */
  readonly alsoMakes: Mark | null;
  /** The record as the rep saw it when he made the edit. */
  readonly seen: RawRecord | null;
  /** `saved`: he was told so. `refused`: he was told that it was not. `lost`: the app died. */
  readonly answer: 'saved' | 'refused' | 'lost';
  /** When he was told that it was taken back. */
  undoneAt: number | null;
}

/** By what a row of the server is known. */
export interface Mark {
  readonly table:
    | 'leads'
    | 'contacts'
    | 'sales_accounts'
    | 'deals'
    | 'notes'
    | 'tasks'
    | 'appointments'
    | 'sales_activities'
    | 'products'
    | 'documents';
  readonly key: string;
  readonly value: string;
}

/** A decision that the rep took when he was asked. */
export interface Decision {
  readonly at: number;
  readonly target: RecordRef;
  readonly how: 'mine' | 'theirs' | 'fields' | 'recreate' | 'answered';
  readonly picks: Readonly<Record<string, 'mine' | 'theirs'>> | null;
}

/** All that the rep did and was told: what the model knows of the device. */
export class Told {
  readonly edits: ToldEdit[] = [];
  readonly decisions: Decision[] = [];
  readonly policies: { readonly at: number; readonly policies: Policies; readonly isKept: boolean }[] = [];
  /** Edits that may have been taken back: the app died while they were. */
  readonly maybeUndone = new Set<string>();
  /** Which local ids the rep was shown under another id later. */
  readonly renamed = new Map<number, number>();

  byId(id: string): ToldEdit | undefined {
    return this.edits.find((edit) => edit.id === id);
  }

  /** A reference by the id it has now, as far as the rep was shown. */
  now(ref: RecordRef): RecordRef {
    const id = this.renamed.get(ref.id);
    return id === undefined ? ref : { kind: ref.kind, id };
  }

  decisionsOn(ref: RecordRef): Decision[] {
    const key = refKey(this.now(ref));
    return this.decisions.filter(({ target }) => refKey(this.now(target)) === key);
  }
}
