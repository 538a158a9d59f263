import { isSameRef, madeBy, type Edit } from '../../../shared/edits/edit.ts';
import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import { isLocalId } from '../../../shared/entities/local-id.ts';

const NONE: readonly Edit[] = [];

/** Edits by everything they are asked by. */
export class Pending {
  private readonly byId = new Map<string, Edit>();
  /** By the `refKey` of each record an edit bears on: its target, and what it makes. By `seq`. */
  private readonly byRef = new Map<string, Edit[]>();
  /** The ids of the edits that mention a local id, wherever. */
  private readonly byLocalId = new Map<number, Set<string>>();
  /** In how many edits an id stands, wherever. */
  private readonly mentions = new Map<number, number>();
  /** The ids of the edits that wait for an edit. */
  private readonly byDependency = new Map<string, Set<string>>();

  get size(): number {
    return this.byId.size;
  }

  /** By `seq`, where they were put in that order. */
  all(): IterableIterator<Edit> {
    return this.byId.values();
  }

  get(id: string): Edit | undefined {
    return this.byId.get(id);
  }

  /** The edits that bear on a record, by `seq`. */
  of(key: string): readonly Edit[] {
    return this.byRef.get(key) ?? NONE;
  }

  /** The ids of the records of a kind that edits bear on. */
  *idsOf(kind: RecordRef['kind']): Generator<number, undefined> {
    for (const key of this.byRef.keys()) {
      const [name, id] = key.split(':');
      if (name === kind) yield Number(id);
    }
  }

  /** The ids of edits that mention a local id. */
  mentioning(localId: number): Iterable<string> {
    return this.byLocalId.get(localId) ?? [];
  }

  /** Whether an edit may be about a record, or name it: whether its id stands anywhere in one. */
  names(id: number): boolean {
    return this.mentions.has(id);
  }

  /** The ids of edits that depend on one. */
  dependingOn(id: string): Iterable<string> {
    return this.byDependency.get(id) ?? [];
  }

  /** Adds an edit, or replaces the one with its id. */
  put(edit: Edit): void {
    const before = this.byId.get(edit.id);
    if (before) this.unlink(before);
    this.byId.set(edit.id, edit);
    for (const ref of bearsOn(edit)) {
      const key = refKey(ref);
      const list = this.byRef.get(key);
      if (list) insert(list, edit);
      else this.byRef.set(key, [edit]);
    }
    for (const id of idsAnywhere(edit)) {
      this.mentions.set(id, (this.mentions.get(id) ?? 0) + 1);
      if (isLocalId(id)) add(this.byLocalId, id, edit.id);
    }
    for (const id of edit.dependsOn) add(this.byDependency, id, edit.id);
  }

  delete(id: string): void {
    const edit = this.byId.get(id);
    if (!edit) return;
    this.unlink(edit);
    this.byId.delete(id);
  }

  private unlink(edit: Edit): void {
    for (const ref of bearsOn(edit)) {
      const key = refKey(ref);
      const left = this.of(key).filter((each) => each !== edit);
      if (left.length === 0) this.byRef.delete(key);
      else this.byRef.set(key, left);
    }
    for (const id of idsAnywhere(edit)) {
      const others = (this.mentions.get(id) ?? 1) - 1;
      if (others > 0) this.mentions.set(id, others);
      else this.mentions.delete(id);
      if (isLocalId(id)) remove(this.byLocalId, id, edit.id);
    }
    for (const id of edit.dependsOn) remove(this.byDependency, id, edit.id);
  }
}

/** The records whose view an edit changes. */
export function bearsOn(edit: Edit): RecordRef[] {
  return [edit.target, ...madeBy(edit).filter((ref) => !isSameRef(ref, edit.target))];
}

/** Whether an edit may be at the server: it is not touched then, and what is newer waits. */
export function isInFlight({ state }: Edit): boolean {
  return state.name === 'sending' || state.name === 'unsure' || state.name === 'question';
}

/** Every number in an edit that can be an id, in what it found and in what it does. */
function idsAnywhere(edit: Edit): Set<number> {
  const found = new Set<number>();
  const look = (value: unknown): void => {
    if (typeof value === 'number' && Number.isSafeInteger(value)) found.add(value);
    else if (typeof value === 'string' && /^\d{1,15}$/.test(value)) found.add(Number(value));
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) look(each);
  };
  look(edit.target);
  look(edit.operation);
  look(edit.base);
  return found;
}

function insert(list: Edit[], edit: Edit): void {
  let at = list.length;
  while (at > 0 && list[at - 1]!.seq > edit.seq) at--;
  list.splice(at, 0, edit);
}

function add<K>(sets: Map<K, Set<string>>, key: K, id: string): void {
  const set = sets.get(key);
  if (set) set.add(id);
  else sets.set(key, new Set([id]));
}

function remove<K>(sets: Map<K, Set<string>>, key: K, id: string): void {
  const set = sets.get(key);
  set?.delete(id);
  if (set?.size === 0) sets.delete(key);
}
