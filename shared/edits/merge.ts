import type { RecordKind } from '../entities/kind.ts';
import { textOf, type IdentifiedRecord, type RawRecord } from '../entities/record.ts';
import { isDerived } from './derived-fields.ts';
import type { Conflict, Edit, Fields, Policies, Policy, Resolution } from './edit.ts';
import { mergingOf } from './field-merging.ts';
import { isList, mergeLists } from './lists.ts';
import { valueAt } from './path.ts';
import { isSaidWith } from './said-with.ts';
import { sameField } from './same-field.ts';

export interface Rebased {
  /** The chain on the new base: fields the server already has are dropped, sets are merged, `base` values and revisions follow the server's. Edits with nothing left are in `done`. */
  readonly chain: readonly Edit[];
  /** Edits that have nothing left to do. */
  readonly done: readonly Edit[];
  /** What both sides changed and no policy decides; null where there is none. */
  readonly conflict: Conflict['what'] | null;
}

/**
 * Three-way merge by field: replays a target's queued edits on what the server has now. Only mine: goes. Only theirs: comes. The same value: no conflict. Sets merge as sets. All
 * else that changed on both sides is a conflict, unless a policy says whose value counts. Also used where a conflict stands already: it is computed anew.
 * @param chain the target's queued edits by `seq`
 * @param base the new base
 */
export function rebase(chain: readonly Edit[], base: IdentifiedRecord, policies: Policies): Rebased {
  const gone = chain.find(({ operation }) => operation.type === 'delete');
  return gone ? rebaseDelete(chain, gone, base, policies) : rebaseFields(chain, base, policies);
}

function rebaseFields(chain: readonly Edit[], base: IdentifiedRecord, policies: Policies): Rebased {
  const conflicts: [string, { base: unknown; mine: unknown; theirs: unknown }][] = [];
  let edits = chain;
  for (const path of pathsSet(chain)) {
    const theirs = isSaid(base, path) ? valueAt(base, path) : baseOf(edits, path);
    const merged = mergeField(edits, path, theirs, policyFor(policies, edits[0]!.target.kind, path));
    edits = merged.edits;
    if (merged.conflict) conflicts.push([path, merged.conflict]);
  }
  const revision = textOf(base, 'updated_at');
  return {
    ...split(edits.map((edit) => ({ ...followed(edit, base), baseRevision: revision ?? edit.baseRevision }))),
    conflict: conflicts.length === 0 ? null : { kind: 'fields', fields: Object.fromEntries(conflicts) },
  };
}

/** A conversion carries the lead as it was shown: what somebody has changed there since, and the rep has not, comes along. */
function followed(edit: Edit, base: RawRecord): Edit {
  const { operation, target } = edit;
  if (operation.type !== 'convert') return edit;
  const theirs = Object.keys(operation.fields).flatMap((path) => {
    const [seen, now] = [ownValue(edit.base, path), valueAt(base, path)];
    const isMine = !sameField(target.kind, path, seen, ownValue(operation.fields, path));
    return now === undefined || isMine || sameField(target.kind, path, seen, now)
      ? []
      : [[path, now] as const];
  });
  if (theirs.length === 0) return edit;
  const fields = Object.fromEntries(theirs);
  return {
    ...edit,
    operation: { ...operation, fields: { ...operation.fields, ...fields } },
    base: { ...edit.base, ...fields },
  };
}

/** Whether an answer speaks of a field at all: what it leaves out keeps what it held (`Incoming`). The map of custom fields is told as a whole. */
function isSaid(record: RawRecord, path: string): boolean {
  const isCustom = path.startsWith('custom_field.');
  return Object.hasOwn(record, isCustom ? 'custom_field' : path);
}

/** What a field held before the first edit of it. */
function baseOf(chain: readonly Edit[], path: string): unknown {
  const first = chain.find((edit) => setsPath(edit, path));
  return first && ownValue(first.base, path);
}

/** A record that is to be deleted here: whatever somebody changed there since is for the user to see first. */
function rebaseDelete(
  chain: readonly Edit[],
  gone: Edit,
  base: IdentifiedRecord,
  policies: Policies,
): Rebased {
  const before = chain
    .slice(0, chain.indexOf(gone))
    .reduceRight((known, edit) => ({ ...known, ...edit.base }), gone.base);
  const { kind } = gone.target;
  const changed: Record<string, { base: unknown; theirs: unknown }> = {};
  let keeps = false;
  for (const [path, old] of Object.entries(before)) {
    const theirs = valueAt(base, path);
    if (isDerived(kind, path) || !isSaid(base, path) || sameField(kind, path, old, theirs)) continue;
    const policy = policyFor(policies, kind, path);
    if (policy === 'ask') changed[path] = { base: old, theirs };
    if (policy === 'theirs') keeps = true;
  }
  if (Object.keys(changed).length > 0)
    return { chain, done: [], conflict: { kind: 'deleted-here', fields: changed } };
  if (keeps) {
    // What was to be changed before it was to be deleted stands again, on what the server has now.
    const rest = rebase(
      chain.filter((edit) => edit !== gone),
      base,
      policies,
    );
    return { ...rest, done: [gone, ...rest.done] };
  }
  return {
    chain: chain.map((edit) => (edit === gone ? onBase(edit, base) : edit)),
    done: [],
    conflict: null,
  };
}

/** A delete that takes what the server has now for what it is about. */
function onBase(edit: Edit, base: IdentifiedRecord): Edit {
  const paths = Object.keys(edit.base).filter((path) => valueAt(base, path) !== undefined);
  return {
    ...edit,
    base: Object.fromEntries(paths.map((path) => [path, valueAt(base, path)])),
    baseRevision: textOf(base, 'updated_at') ?? edit.baseRevision,
  };
}

interface MergedField {
  readonly edits: readonly Edit[];
  readonly conflict: { readonly base: unknown; readonly mine: unknown; readonly theirs: unknown } | null;
}

function mergeField(chain: readonly Edit[], path: string, theirs: unknown, policy: Policy): MergedField {
  const setters = chain.filter((edit) => setsPath(edit, path));
  const [first, last] = [setters[0]!, setters.at(-1)!];
  const { kind } = first.target;
  const [base, mine] = [ownValue(first.base, path), ownValue(updated(last), path)];
  if (isSaidWith(path, updated(last), () => true) && !sameField(kind, path, mine, theirs))
    return { edits: withBase(chain, path, theirs), conflict: null };
  if (sameField(kind, path, base, mine)) return { edits: withoutPath(chain, path), conflict: null };
  if (sameField(kind, path, mine, theirs)) return { edits: withoutPath(chain, path), conflict: null };
  if (sameField(kind, path, base, theirs)) return { edits: withBase(chain, path, theirs), conflict: null };
  const merging = mergingOf(kind, path);
  if (isList(merging)) {
    // What the edits come to counts: a tag that was put in and taken out again here does not take away the same one of somebody else's.
    const merged = mergeLists(merging, base, mine, theirs);
    if (merged && sameField(kind, path, merged, theirs))
      return { edits: withoutPath(chain, path), conflict: null };
    if (merged)
      return {
        edits: withLists(chain, path, theirs, (list) => mergeLists(merging, base, list, theirs)),
        conflict: null,
      };
  }
  switch (policy) {
    case 'mine':
      return { edits: withBase(chain, path, theirs), conflict: null };
    case 'theirs':
      return { edits: withoutPath(chain, path), conflict: null };
    case 'ask':
      return { edits: chain, conflict: { base, mine, theirs } };
  }
}

/** Each edit of a list on what another came to: its own list is merged too, or stands where that cannot be; the last one's can. */
function withLists(
  chain: readonly Edit[],
  path: string,
  theirs: unknown,
  merged: (list: unknown) => readonly unknown[] | null,
): readonly Edit[] {
  let running = theirs;
  return chain.map((edit) => {
    if (!setsPath(edit, path)) return edit;
    const own = ownValue(updated(edit), path);
    const next = merged(own) ?? own;
    const rebased = withFieldAndBase(edit, path, next, running);
    running = next;
    return rebased;
  });
}

/**
 * The chain after the user decided a conflict: for `theirs` fields leave the edits, for `mine` their base is the server's value. Not for `recreate`, which is an edit of its own.
 */
export function resolve(
  chain: readonly Edit[],
  conflict: Conflict,
  resolution: Resolution,
  base: RawRecord | null,
): Rebased {
  const { what } = conflict;
  const kept: Rebased = { chain, done: [], conflict: what };
  switch (what.kind) {
    case 'fields': {
      if (resolution.kind === 'recreate') return kept;
      const picks =
        resolution.kind === 'fields'
          ? resolution.picks
          : Object.fromEntries(Object.keys(what.fields).map((path) => [path, resolution.kind]));
      return resolveFields(chain, what, picks, base);
    }
    case 'deleted-here': {
      const gone = chain.find(({ operation }) => operation.type === 'delete');
      if (!gone) return { ...kept, conflict: null };
      if (resolution.kind === 'theirs')
        return { chain: chain.filter((edit) => edit !== gone), done: [gone], conflict: null };
      if (resolution.kind !== 'mine') return kept;
      const theirs = Object.fromEntries(
        Object.entries(what.fields).map(([path, field]) => [path, field.theirs]),
      );
      // An earlier update's base speaks for the server too, and goes away with the delete it is folded into.
      return {
        chain: chain.map((edit) => ({
          ...edit,
          base: { ...edit.base, ...knownTo(edit, theirs, edit === gone) },
        })),
        done: [],
        conflict: null,
      };
    }
    case 'gone-there':
      return resolution.kind === 'theirs' ? { chain: [], done: chain, conflict: null } : kept;
  }
}

function knownTo(edit: Edit, theirs: Fields, isDelete: boolean): Fields {
  return Object.fromEntries(
    Object.entries(theirs).filter(([path]) => isDelete || Object.hasOwn(edit.base, path)),
  );
}

function resolveFields(
  chain: readonly Edit[],
  what: Extract<Conflict['what'], { kind: 'fields' }>,
  picks: Readonly<Record<string, 'mine' | 'theirs'>>,
  base: RawRecord | null,
): Rebased {
  const left: [string, (typeof what.fields)[string]][] = [];
  let edits = chain;
  for (const [path, field] of Object.entries(what.fields)) {
    const pick = Object.hasOwn(picks, path) ? picks[path] : undefined;
    if (pick === undefined) left.push([path, field]);
    // What the user saw is what was decided; if the server has moved on since, the next replay asks again.
    else if (pick === 'mine') edits = withBase(edits, path, field.theirs);
    else edits = withoutPath(edits, path);
  }
  const revision = base && textOf(base, 'updated_at');
  return {
    ...split(edits.map((edit) => ({ ...edit, baseRevision: revision ?? edit.baseRevision }))),
    conflict: left.length === 0 ? null : { kind: 'fields', fields: Object.fromEntries(left) },
  };
}

/** The chain without one of its edits: a later edit of the same field takes over its base. */
export function without(chain: readonly Edit[], editId: string): readonly Edit[] {
  const removed = chain.find((edit) => edit.id === editId);
  if (!removed) return chain;
  const open = new Map(
    Object.keys(updated(removed)).map((path) => [path, ownValue(removed.base, path)] as const),
  );
  const found: Edit[] = [];
  let isLater = false;
  for (const edit of chain) {
    if (edit === removed) isLater = true;
    else found.push(isLater ? takingOver(edit, open) : edit);
  }
  return found;
}

/** An edit on what was before the one that is taken out; a list that was built on it keeps only what this edit did. */
function takingOver(edit: Edit, open: Map<string, unknown>): Edit {
  let next = edit;
  for (const [path, before] of open) {
    if (!Object.hasOwn(edit.base, path) && !setsPath(edit, path)) continue;
    const merging = mergingOf(edit.target.kind, path);
    if (isList(merging) && setsPath(edit, path)) {
      const mine = mergeLists(merging, ownValue(edit.base, path), ownValue(updated(edit), path), before);
      next = withFieldAndBase(next, path, mine ?? ownValue(updated(edit), path), before);
      open.set(path, mine);
    } else {
      next = { ...next, base: withOwn(next.base, path, before) };
      open.delete(path);
    }
  }
  return next;
}

// ---- the fields of edits ---------------------------------------------------------------------------------------------------

/** The fields that are merged: an update's. What is made here, or put by its identifier, overwrites nothing that was seen. */
function updated(edit: Edit): Fields {
  return edit.operation.type === 'update' ? edit.operation.fields : {};
}

function pathsSet(chain: readonly Edit[]): Set<string> {
  return new Set(chain.flatMap((edit) => Object.keys(updated(edit))));
}

function setsPath(edit: Edit, path: string): boolean {
  return Object.hasOwn(updated(edit), path);
}

function ownValue(fields: Fields, path: string): unknown {
  return Object.hasOwn(fields, path) ? fields[path] : undefined;
}

function withOwn(fields: Fields, path: string, value: unknown): Fields {
  const others = Object.entries(fields).filter(([other]) => other !== path);
  return Object.fromEntries(value === undefined ? others : [...others, [path, value]]);
}

function withoutOwn(fields: Fields, path: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([other]) => other !== path));
}

function withFieldAndBase(edit: Edit, path: string, value: unknown, base: unknown): Edit {
  if (edit.operation.type !== 'update') return edit;
  const fields = { ...edit.operation.fields, [path]: value };
  return { ...edit, operation: { ...edit.operation, fields }, base: withOwn(edit.base, path, base) };
}

/** The first edit that sets the path is made on another value. */
function withBase(chain: readonly Edit[], path: string, base: unknown): readonly Edit[] {
  const first = chain.find((edit) => setsPath(edit, path));
  return chain.map((edit) => (edit === first ? { ...edit, base: withOwn(edit.base, path, base) } : edit));
}

function withoutPath(chain: readonly Edit[], path: string): readonly Edit[] {
  return chain.map((edit) => {
    if (edit.operation.type !== 'update' || !setsPath(edit, path)) return edit;
    const fields = withoutOwn(edit.operation.fields, path);
    return { ...edit, operation: { ...edit.operation, fields }, base: withoutOwn(edit.base, path) };
  });
}

/** Parts the edits that have nothing left to do from those that have. */
function split(edits: readonly Edit[]): { chain: readonly Edit[]; done: readonly Edit[] } {
  const isEmpty = ({ operation }: Edit): boolean =>
    operation.type === 'update' && Object.keys(operation.fields).length === 0;
  return { chain: edits.filter((edit) => !isEmpty(edit)), done: edits.filter(isEmpty) };
}

/** By kind and field, then by kind, else the user is asked. */
function policyFor(policies: Policies, kind: RecordKind, path: string): Policy {
  const ofKind = Object.hasOwn(policies, kind) ? policies[kind] : undefined;
  if (!ofKind) return 'ask';
  return (Object.hasOwn(ofKind.fields, path) ? ofKind.fields[path] : undefined) ?? ofKind.all;
}
