import type { Row, TableName } from '../../../electron/sample/state/row.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { refKey } from '../../../shared/entities/kind.ts';
import type { Attachment, Conflict } from '../../../shared/edits/edit.ts';
import { isLocalId } from '../../../shared/entities/local-id.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { kindOfModel } from '../../../shared/entities/target.ts';
import type { OutboxEntry } from '../../../shared/store-port.ts';
import type { Deed } from './history.ts';
import { contentOf } from './rep/attaching.ts';
import type { Decision, Mark, ToldEdit } from './told.ts';
import type { Wire } from './transport.ts';
import { isSame, membersOf, rowKeysOf, SERVERS_OWN, valueInRow } from './values.ts';
import { waitingForRep } from './waiting.ts';
import type { World } from './world.ts';

/** Between the last look at a record and the write that rests on it somebody else may write unseen: the API has no way to tell (it is a documented limit). */
const WINDOW_MS = 80_000;

const TABLE_OF = { phone_calls: 'notes' } as const;
const tableOf = (ref: RecordRef): TableName => (ref.kind === 'phone_calls' ? TABLE_OF.phone_calls : ref.kind);

/** What lies in front of the rep. */
export interface Before {
  readonly entries: readonly OutboxEntry[];
  readonly conflicts: readonly Conflict[];
}

/**
 * The promises of the product, checked from outside: what the rep was told, what reached the server and what the server did of it. It knows nothing of how the engine or
 * the store work.
 */
export class Model {
  readonly #world: World;
  readonly #open: ReadonlyMap<string, OutboxEntry>;
  readonly #before: Before;

  constructor(world: World, before: Before) {
    this.#world = world;
    this.#open = new Map(before.entries.map((entry) => [entry.edit.id, entry]));
    this.#before = before;
  }

  /** Checks everything that holds whenever the device is quiet. */
  check(): void {
    this.#outboxIsExplained();
    this.#localIdsAreReplaced();
    for (const mark of this.#marks()) this.#madeOnce(mark);
    for (const told of this.#world.told.edits) this.#reached(told);
    this.#undoneNeverSent();
    for (const deed of this.#world.history.deeds)
      if (deed.by === 'A' && deed.wire !== null) this.#nothingOverwritten(deed);
    this.#noLocalIdsSent();
    this.#budgetKept();
  }

  #violate(rule: string, what: string): void {
    this.#world.violate(rule, what);
  }

  // ---- 1. everything once, or in front of the rep ----

  /** What is left waits for the rep, or for something that does. */
  #outboxIsExplained(): void {
    const { entries, conflicts } = this.#before;
    const waiting = waitingForRep(entries, conflicts);
    for (const { edit } of entries)
      if (!waiting.has(edit.id))
        this.#violate(
          'nothing waits without a reason',
          `${edit.operation.type} of ${refKey(edit.target)} is ${edit.state.name}`,
        );
  }

  /** No edit speaks of a record by its local id when the server has given its own. */
  #localIdsAreReplaced(): void {
    for (const { edit } of this.#before.entries) {
      for (const [found] of JSON.stringify([edit.target, edit.operation]).matchAll(/-1\d{12}/g)) {
        const maker = this.#world.told.edits.find(({ target }) => target?.id === Number(found));
        if (maker?.mark == null || maker.id === null || this.#open.has(maker.id) || this.#isUndone(maker))
          continue;
        if (this.made(maker.mark).length > 0)
          this.#violate(
            'no local id outlives its record',
            `${edit.operation.type} of ${refKey(edit.target)} speaks of ${found}`,
          );
      }
    }
  }

  #marks(): Mark[] {
    const marks = this.#world.told.edits.flatMap(({ mark, alsoMakes }) => [mark, alsoMakes]);
    return [
      ...new Map(marks.filter((mark) => mark !== null).map((mark) => [JSON.stringify(mark), mark])).values(),
    ];
  }

  /** The rows that this device brought into being with a mark in them. */
  made(mark: Mark): Deed[] {
    const { table, key } = mark;
    const values = new Set([mark.value]);
    // What the rep changed before it was sent goes with it.
    for (const edit of this.#world.told.edits) {
      if (!isMark(edit.mark, mark)) continue;
      for (const { operation } of this.#later(edit, true))
        if (operation.type === 'update' && typeof operation.fields[key] === 'string')
          values.add(operation.fields[key]);
    }
    return this.#world.history.deeds.filter(
      ({ by, before, after, ...deed }) =>
        by === 'A' &&
        deed.table === table &&
        before === null &&
        after !== null &&
        values.has(String(after[key])),
    );
  }

  #madeOnce(mark: Mark): void {
    const edits = this.#world.told.edits.filter(
      (each) => isMark(each.mark, mark) || isMark(each.alsoMakes, mark),
    );
    const made = this.made(mark);
    const rows = made.filter(({ table, id, after }) => this.#leftTrace(table, id, after));
    const recreated = this.#recreated(mark, edits);
    // A call's target is found by its note, which is counted; whoever answers that it shall be sent again does so for a call that made nothing.
    const most =
      edits.filter(({ answer }) => answer !== 'refused').filter((each) => !this.#isUndone(each)).length +
      recreated;
    // An upsert makes another record where somebody has deleted or renamed the one it made first: it is what it says.
    const isUpsert = edits.every(({ operation }) => operation.type === 'upsert');
    if (isUpsert && rows.slice(0, -1).every((deed) => this.#isNoLonger(deed, mark))) return;
    if (rows.length > most) {
      const refused = edits.some(({ answer }) => answer === 'refused');
      const undone = edits.some((each) => this.#isUndone(each));
      const rule =
        rows.length > 1
          ? 'nothing is doubled'
          : undone
            ? 'what was undone is not sent'
            : refused
              ? 'what was refused is not sent'
              : 'nothing is doubled';
      this.#violate(
        rule,
        `${mark.table} ${mark.value}: ${String(rows.length)} came into being, by ${rows.map(({ wire }) => `#${String(wire?.n)}`).join()}`,
      );
    }
    const least = edits.filter((each) => each.answer === 'saved' && !this.#mayBeMissing(each)).length;
    if (made.length < least)
      this.#violate(
        'nothing is lost',
        `${mark.table} ${mark.value}: ${String(made.length)} of ${String(least)} came into being`,
      );
  }

  /** Whether a record can be found: what somebody erased, converted, or hid from this user, left no trace, nor did what was about it. */
  #leftTrace(table: TableName, id: number, made: Row | null): boolean {
    if (this.#world.row(table, id) === undefined) return false;
    if (
      this.#world.history.of(table, id).some(({ by, after }) => by === 'B' && after?.['converted'] === true)
    )
      return false;
    if (this.#world.hiddenOnce.has(`${table}:${String(id)}`)) return false;
    const about = kindOfModel(String(made?.['targetable_type']));
    return about === null || this.#leftTrace(about, Number(made?.['targetable_id']), null);
  }

  /** How many records of this name the rep had made again after somebody deleted them, whoever made them first. */
  #recreated({ table, key, value }: Mark, edits: readonly ToldEdit[]): number {
    const { told, history } = this.#world;
    const targets = edits.flatMap(({ target }) => (target === null ? [] : [told.now(target)]));
    const made = history.deeds
      .filter(
        ({ before, after, ...deed }) => deed.table === table && before === null && after?.[key] === value,
      )
      // A file is no record: the one that it is attached to is made again.
      .flatMap(({ id }): RecordRef[] => (table === 'documents' ? [] : [{ kind: table, id }]));
    const refs = new Map([...targets, ...made].map((ref) => [refKey(ref), ref]));
    return [...refs.values()].filter((ref) => this.#decisions(ref).some(({ how }) => how === 'recreate'))
      .length;
  }

  /** Whether a record that was made has another name since, or is deleted. */
  #isNoLonger({ table, id }: Deed, { key, value }: Mark): boolean {
    const row = this.#world.row(table, id);
    const wasOther = this.#world.history
      .of(table, id)
      .some(({ after }) => after === null || after['is_deleted'] === true || after[key] !== value);
    return row === undefined || wasOther;
  }

  #isUndone(edit: ToldEdit): boolean {
    return edit.undoneAt !== null;
  }

  /** Whether the rep may not expect to find on the server what he was told was saved. */
  #mayBeMissing(edit: ToldEdit): boolean {
    if (edit.answer !== 'saved' || this.#isUndone(edit)) return true;
    if (edit.id !== null && (this.#open.has(edit.id) || this.#world.told.maybeUndone.has(edit.id)))
      return true;
    if (edit.target === null) return true;
    // Made and deleted here: nobody on the server ever hears of it.
    const later = this.#later(edit).some(({ operation }) => operation.type === 'delete');
    if (later && edit.operation.type !== 'delete') return true;
    return this.#decisions(edit.target).some(
      ({ at, how }) => at >= edit.at && (how === 'theirs' || how === 'recreate' || how === 'fields'),
    );
  }

  #decisions(ref: RecordRef): Decision[] {
    return this.#world.told.decisionsOn(ref);
  }

  /** Later changes of the same record by the rep, which hold. */
  #later(edit: ToldEdit, andUndone = false): ToldEdit[] {
    const { told } = this.#world;
    const key = edit.target === null ? '' : refKey(told.now(edit.target));
    const from = told.edits.indexOf(edit);
    return told.edits
      .slice(from + 1)
      .filter(
        (other) =>
          other.target !== null &&
          refKey(told.now(other.target)) === key &&
          other.answer !== 'refused' &&
          (andUndone || !this.#isUndone(other)),
      );
  }

  /** The server's record that an edit is about, by what the rep sees of it. */
  serverRef(ref: RecordRef): RecordRef | null {
    const now = this.#world.told.now(ref);
    return isLocalId(now.id) ? null : now;
  }

  #reached(edit: ToldEdit): void {
    if (edit.answer !== 'saved' || edit.target === null || this.#mayBeMissing(edit)) return;
    const { operation } = edit;
    const ref = this.serverRef(edit.target);
    switch (operation.type) {
      case 'create':
      case 'clone':
      case 'upsert':
      case 'convert':
        // Counted by their marks.
        return;
      case 'attach':
        this.#fileIsWhole(edit, operation.file);
        return;
      case 'update':
        if (ref === null)
          this.#violate(
            'nothing is lost',
            `${refKey(edit.target)} never got an id of the server's, and #${String(edit.n)} changed it`,
          );
        else
          for (const [path, value] of Object.entries(operation.fields))
            this.#fieldReached(edit, ref, path, value);
        return;
      case 'delete':
        if (ref !== null) this.#deleteReached(edit, ref);
        return;
      case 'team':
        if (ref !== null) this.#teamReached(edit, ref, operation.members);
        return;
      case 'restore':
        if (ref !== null) this.#restoreReached(edit, ref);
        return;
    }
  }

  #fieldReached(edit: ToldEdit, ref: RecordRef, path: string, value: unknown): void {
    const { history, told } = this.#world;
    const later = this.#later(edit).some(
      ({ operation }) =>
        operation.type === 'delete' ||
        operation.type === 'convert' ||
        (operation.type === 'update' &&
          Object.keys(operation.fields).some((other) =>
            rowKeysOf(tableOf(ref), other).some((key) => rowKeysOf(tableOf(ref), path).includes(key)),
          )),
    );
    if (later || this.#mayHaveRuled('theirs', { kind: ref.kind, path }, edit.at, Infinity)) return;
    const table = tableOf(ref);
    const deeds = history.of(table, ref.id);
    // Gone by somebody else's hand before it could be sent: the rep is asked, or it is gone with what it belonged to.
    const wanted = renamed(value, told.renamed);
    const members = membersOf(path, wanted);
    const holds = (row: Row | null): boolean => {
      if (row === null) return false;
      const held = valueInRow(table, row, path);
      if (members === null) return isSame(held, wanted);
      const has =
        membersOf(path, held) ??
        membersOf(
          path === 'contacts' ? 'contact_ids' : path === 'appointment_attendees' ? 'attendees' : path,
          held,
        )!;
      const before = membersOf(path, renamed(edit.seen?.[path], told.renamed)) ?? new Set();
      return (
        [...members]
          .filter((each) => !before.has(each))
          .every((each) => has.has(each) || this.#isGone(path, each)) &&
        [...before]
          .filter((each) => !members.has(each))
          .every((each) => !has.has(each) || this.#isGone(path, each))
      );
    };
    if (deeds.some(({ at, after }) => at >= edit.at && holds(after))) return;
    if (this.#cameBack(edit, path, wanted)) return;
    const row = this.#world.row(table, ref.id);
    if (row !== undefined && holds(row)) return;
    // A server that takes a value silently otherwise: the rep is shown it at the record.
    if (this.#world.noticed.has(`${refKey(ref)} ${path}`)) return;
    // With product lines the amount follows from them.
    if (
      path === 'amount' &&
      deeds.some(({ after }) => Array.isArray(after?.['products']) && after['products'].length > 0)
    )
      return;
    this.#violate(
      'nothing is lost',
      `${refKey(ref)} ${path}: ${JSON.stringify(value)} of #${String(edit.n)} never reached the server`,
    );
  }

  /** Whether an edit makes a field what it was before edits that never went out: together they ask for nothing. */
  #cameBack(edit: ToldEdit, path: string, wanted: unknown): boolean {
    const { told, history } = this.#world;
    if (edit.target === null) return false;
    const key = refKey(told.now(edit.target));
    const table = tableOf(edit.target);
    return told.edits
      .slice(0, told.edits.indexOf(edit))
      .some(
        (earlier) =>
          earlier.target !== null &&
          refKey(told.now(earlier.target)) === key &&
          fieldsIn(earlier.operation).includes(path) &&
          earlier.seen !== null &&
          isSame(renamed(seenValue(table, earlier.seen, path), told.renamed), wanted) &&
          !history
            .of(table, told.now(earlier.target).id)
            .some(
              ({ by, at, before, after }) =>
                by === 'A' &&
                at >= earlier.at &&
                rowKeysOf(table, path).some((each) => !isSame(rowValue(before, each), rowValue(after, each))),
            ),
      );
  }

  /** A file that came has all its bytes, and belongs to the record that it was attached to, or to what took its place. */
  #fileIsWhole(edit: ToldEdit, file: Attachment): void {
    if (edit.mark === null || edit.target === null) return;
    const ref = this.serverRef(edit.target);
    const isElsewhere =
      edit.target.kind === 'leads' || this.#decisions(edit.target).some(({ how }) => how === 'recreate');
    for (const { id, after } of this.made(edit.mark)) {
      const bytes = this.#world.app.admin.file(id);
      if (bytes === null || Buffer.compare(bytes, contentOf(file)) !== 0)
        this.#violate('a file comes whole', `${file.name} is not what was attached by #${String(edit.n)}`);
      if (!isElsewhere && after?.['targetable_id'] !== ref?.id)
        this.#violate(
          'a file comes where it belongs',
          `${file.name} is at ${String(after?.['targetable_id'])}`,
        );
    }
  }

  #deleteReached(edit: ToldEdit, ref: RecordRef): void {
    const table = tableOf(ref);
    const deeds = this.#world.history.of(table, ref.id);
    if (deeds.some(({ after }) => after === null || after['is_deleted'] === true)) return;
    if (this.#mayHaveRuled('theirs', { kind: ref.kind, path: '' }, edit.at, Infinity)) return;
    // What he may not see any more is gone for him.
    if (this.#world.hiddenOnce.has(refKey(ref))) return;
    const row = this.#world.row(table, ref.id);
    if (row === undefined || row['is_deleted'] === true) return;
    if (this.#later(edit).some(({ operation }) => operation.type === 'restore')) return;
    this.#violate('nothing is lost', `${refKey(ref)} was deleted by #${String(edit.n)} and is still there`);
  }

  #teamReached(edit: ToldEdit, ref: RecordRef, members: readonly RawRecord[]): void {
    if (
      this.#later(edit).some(({ operation }) => operation.type === 'delete' || operation.type === 'convert')
    )
      return;
    const isOf = (row: Row | null): boolean =>
      row?.['targetable_id'] === ref.id && kindOfModel(String(row['targetable_type'])) === ref.kind;
    const deeds = this.#world.history.deeds.filter(
      ({ table, before, after }) => table === 'team_members' && isOf(after ?? before),
    );
    for (const member of members) {
      // The rep's own next word on the same colleague is what counts.
      if (this.#later(edit).some((next) => isInTeam(next, member['user_id']))) continue;
      const wants = member['_destroy'] !== true;
      const rows = this.#world
        .rows('team_members')
        .filter((row) => isOf(row) && row['user_id'] === member['user_id']);
      const did = deeds.some(
        ({ before, after }) =>
          (after ?? before)?.['user_id'] === member['user_id'] && (after !== null) === wants,
      );
      if (!did && rows.length > 0 !== wants)
        this.#violate(
          'nothing is lost',
          `the team of ${refKey(ref)}: user ${String(member['user_id'])} of #${String(edit.n)}`,
        );
    }
  }

  #restoreReached(edit: ToldEdit, ref: RecordRef): void {
    if (this.#later(edit).some(({ operation }) => operation.type === 'delete')) return;
    const row = this.#world.row(tableOf(ref), ref.id);
    if (row?.['is_deleted'] === true)
      this.#violate(
        'nothing is lost',
        `${refKey(ref)} was restored by #${String(edit.n)} and is still deleted`,
      );
  }

  #mayHaveRuled(
    policy: 'mine' | 'theirs',
    { kind, path }: { readonly kind: string; readonly path: string },
    from: number,
    until: number,
  ): boolean {
    const all = this.#world.told.policies;
    return all.some(({ at, policies }, index) => {
      if (at > until || (policies[kind]?.fields[path] ?? policies[kind]?.all) !== policy) return false;
      // One whose answer was lost may not have taken its place.
      return !all.slice(index + 1).some((next) => next.isKept && next.at < from);
    });
  }

  // ---- 2. what was undone never reaches the server ----

  /** Whether somebody else wrote over what a request had written before the rep took it back: then nobody can tell that it had arrived. */
  #writtenOver(target: RecordRef | null, key: string, { handledAt }: Wire, undoneAt: number): boolean {
    if (target === null || handledAt === null) return false;
    const { kind, id } = this.#world.told.now(target);
    return this.#world.history
      .of(tableOf({ kind, id }), id)
      .some(
        ({ by, at, before, after }) =>
          by === 'B' &&
          at >= handledAt &&
          at < undoneAt &&
          !isSame(rowValue(before, key), rowValue(after, key)),
      );
  }

  #undoneNeverSent(): void {
    for (const edit of this.#world.told.edits) {
      const { undoneAt } = edit;
      if (undoneAt === null || edit.operation.type !== 'update') continue;
      // What went to a record that was deleted next is gone with it, and nobody can tell.
      const ref = edit.target === null ? null : this.#world.told.now(edit.target);
      const row = ref === null ? undefined : this.#world.row(tableOf(ref), ref.id);
      if (row === undefined || row['is_deleted'] === true) continue;
      for (const [key, value] of Object.entries(edit.operation.fields)) {
        if (typeof value !== 'string' || !value.startsWith('Qk')) continue;
        // What was sent and refused before may be taken back.
        const sent = this.#world.line.log.find(
          ({ body, request, sentAt, handledAt, status }) =>
            body?.includes(`"${value}"`) === true &&
            // Another record's may hold it too: a copy that was made while it stood.
            edit.target !== null &&
            request.path.includes(`/${String(this.#world.told.now(edit.target).id)}`) &&
            !request.path.includes('/clone') &&
            (sentAt > undoneAt || (handledAt !== null && status !== null && status < 300)),
        );
        if (sent !== undefined && !this.#writtenOver(edit.target, key, sent, undoneAt))
          this.#violate(
            'what was undone is not sent',
            `${value} of #${String(edit.n)} went out as request ${String(sent.n)}`,
          );
      }
    }
  }

  // ---- 3. nobody's change is overwritten unseen ----

  #nothingOverwritten(deed: Deed): void {
    const { before, after, table, id, wire } = deed;
    if (before === null || wire?.request.effect !== 'write') return;
    const ref = { kind: table, id };
    const own = this.#world.told.edits.filter(
      ({ target, answer, operation }) =>
        target !== null &&
        answer !== 'refused' &&
        tableOf(target) === table &&
        this.#world.told.now(target).id === id &&
        operation.type !== 'create',
    );
    const isDeletion = after === null || (after['is_deleted'] === true && before['is_deleted'] !== true);
    if (isDeletion) {
      this.#deletedUnseen(deed, own, wire);
      return;
    }
    // Its own record, written in the request that made it, or by a job, or by the conversion of a lead.
    if (own.length === 0 && !this.#isDirect(wire, table, id)) return;
    for (const key of changedKeys(before, after)) {
      if (SERVERS_OWN.has(key) || followsFromLines(key, wire)) continue;
      const mine = own.filter(({ operation }) =>
        fieldsIn(operation).some((path) => rowKeysOf(table, path).includes(key)),
      );
      if (mine.length === 0) {
        if (
          own.some(
            ({ operation }) =>
              operation.type === 'upsert' || operation.type === 'convert' || operation.type === 'clone',
          )
        )
          continue;
        if (this.#isDirect(wire, table, id))
          this.#violate(
            'only what the rep changed is written',
            `${table} ${String(id)} ${key}: request ${String(wire.n)} made ${text(rowValue(before, key))} ${text(rowValue(after, key))}`,
          );
        continue;
      }
      this.#overwrites(deed, key, mine, wire, ref);
    }
  }

  /** Whether a member of a list is a record that is deleted or erased: it shows nowhere, whatever the list holds. */
  #isGone(path: string, member: string): boolean {
    const table = path === 'contact_ids' ? 'contacts' : path;
    if (table !== 'contacts' && table !== 'sales_accounts') return false;
    const row = this.#world.row(table, Number(member));
    return row === undefined || row['is_deleted'] === true;
  }

  #isDirect(wire: Wire, table: TableName, id: number): boolean {
    return (
      wire.request.method === 'PUT' && new RegExp(`/${table}/${String(id)}(\\?|$)`).test(wire.request.path)
    );
  }

  #overwrites(
    deed: Deed,
    key: string,
    mine: readonly ToldEdit[],
    wire: Wire,
    ref: { kind: TableName; id: number },
  ): void {
    const { table, id, before, after } = deed;
    const earlier = this.#world.history.of(table, id);
    const theirs = earlier
      .slice(0, earlier.indexOf(deed))
      .findLast(
        (other) =>
          other.by === 'B' &&
          (other.before === null || !isSame(rowValue(other.before, key), rowValue(other.after, key))),
      );
    if (theirs === undefined) return;
    const value = rowValue(before, key);
    const members = membersOf(key, value);
    if (members !== null) {
      const left = membersOf(key, rowValue(after, key))!;
      const lost = [...members].filter((each) => !left.has(each));
      const asked = new Set(mine.flatMap(({ seen, operation }) => removedBy(key, seen, operation)));
      if (lost.every((each) => asked.has(each) || this.#isGone(key, each))) return;
    } else if (!isSame(rowValue(theirs.after, key), value)) return;
    if (this.#excused(theirs, wire, table, id)) return;
    const seen = mine.some((edit) => edit.seen !== null && isSame(seenValue(table, edit.seen, key), value));
    if (seen || this.#decided(ref, theirs.at, wire, key)) return;
    this.#violate(
      'nobody’s change is overwritten unseen',
      `${table} ${String(id)} ${key}: ${text(value)} of another became ${text(rowValue(after, key))} by request ${String(wire.n)}`,
    );
  }

  #deletedUnseen({ before, table, id }: Deed, own: readonly ToldEdit[], wire: Wire): void {
    // What goes with its account was asked for with it.
    if (table !== 'sales_accounts' && wire.request.path.includes('/sales_accounts/')) return;
    const deletion = own.findLast(({ operation }) => operation.type === 'delete');
    if (deletion?.seen == null || before === null) return;
    const { seen } = deletion;
    const earlier = this.#world.history.of(table, id);
    for (const theirs of earlier) {
      if (
        theirs.by !== 'B' ||
        theirs.before === null ||
        theirs.after === null ||
        theirs.at > (wire.handledAt ?? wire.sentAt)
      )
        continue;
      for (const key of changedKeys(theirs.before, theirs.after)) {
        // What something is about follows a lead that somebody converts.
        if (SERVERS_OWN.has(key) || key.startsWith('targetable_') || membersOf(key, null) !== null) continue;
        const value = rowValue(before, key);
        if (!isSame(rowValue(theirs.after, key), value) || isSame(seenValue(table, seen, key), value))
          continue;
        if (seenValue(table, seen, key) === undefined) continue;
        if (
          this.#excused(theirs, wire, table, id) ||
          this.#decided({ kind: table, id }, theirs.at, wire, key)
        )
          continue;
        if (own.some(({ operation }) => fieldsIn(operation).includes(key))) continue;
        this.#violate(
          'nobody’s change is overwritten unseen',
          `${table} ${String(id)} was deleted by request ${String(wire.n)} though ${key} had become ${text(value)}`,
        );
        return;
      }
    }
  }

  /** Whether somebody else wrote within the short while between the last look at the record and the request, or while that was under way. */
  #excused(theirs: Deed, wire: Wire, table: TableName, id: number): boolean {
    if (theirs.at >= wire.sentAt) return true;
    const look = this.#world.line.log.findLast(
      (other) =>
        other.n < wire.n &&
        other.request.method === 'GET' &&
        other.handledAt !== null &&
        other.handledAt >= wire.sentAt - WINDOW_MS &&
        (new RegExp(`/${table}/${String(id)}(\\?|$)`).test(other.request.path) ||
          (other.answer?.includes(`"id":${String(id)},`) ?? false)) &&
        other.status === 200 &&
        other.outcome === '200',
    );
    return look?.handledAt != null && theirs.at >= (look.shows ?? look.handledAt);
  }

  #decided(ref: { kind: TableName; id: number }, since: number, wire: Wire, key: string): boolean {
    const kind = ref.kind as RecordRef['kind'];
    const decided = this.#decisions({ kind, id: ref.id }).some(
      ({ at, how }) => at >= since && at <= wire.sentAt + 1 && how !== 'theirs',
    );
    return decided || this.#mayHaveRuled('mine', { kind, path: key }, since, wire.sentAt + 1);
  }

  // ---- 5. no local id on the wire; 6. the budget ----

  #noLocalIdsSent(): void {
    const sent = this.#world.line.log.find(({ body, request }) =>
      /-1\d{12}/.test(`${body ?? ''} ${request.path}`),
    );
    if (sent !== undefined)
      this.#violate(
        'no local id leaves',
        `request ${String(sent.n)}: ${sent.request.path} ${sent.body ?? ''}`,
      );
  }

  #budgetKept(): void {
    const { line, limitChangedAt } = this.#world;
    const refusals = line.log.filter(
      ({ status, fault, handledAt }) =>
        status === 429 &&
        !(fault?.kind === 'status' && fault.status === 429) &&
        handledAt !== null &&
        handledAt > limitChangedAt + 3_600_000 * 1.1,
    );
    const before = limitChangedAt === -Infinity ? refusals : refusals.slice(1);
    for (const { n } of before.slice(0, 1))
      this.#violate('the budget is kept', `request ${String(n)} was refused with 429`);
  }
}

function isMark(a: Mark | null, b: Mark): boolean {
  return a !== null && a.table === b.table && a.value === b.value;
}

function fieldsIn(operation: ToldEdit['operation']): string[] {
  return operation.type === 'update' || operation.type === 'upsert' ? Object.keys(operation.fields) : [];
}

/** A deal's amount is the sum of its product lines, where it has some, after each write: who writes no amount does not choose it. */
function followsFromLines(key: string, { body }: Wire): boolean {
  const deal = (JSON.parse(body ?? '{}') as { deal?: RawRecord }).deal;
  return key === 'amount' && deal !== undefined && !('amount' in deal);
}

/** Keys of a row; the map of custom fields is opened. */
function changedKeys(before: Row, after: Row): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  keys.delete('custom_field');
  const custom = new Set(
    [before, after].flatMap((row) =>
      Object.keys(row['custom_field'] ?? {}).map((key) => `custom_field.${key}`),
    ),
  );
  return [...keys, ...custom].filter((key) => !isSame(rowValue(before, key), rowValue(after, key)));
}

function rowValue(row: Row | null, key: string): unknown {
  if (row === null) return undefined;
  return key.startsWith('custom_field.')
    ? (row['custom_field'] as RawRecord | undefined)?.[key.slice('custom_field.'.length)]
    : row[key];
}

function seenValue(table: TableName, seen: RawRecord, key: string): unknown {
  if (key.startsWith('custom_field.'))
    return (seen['custom_field'] as RawRecord | undefined)?.[key.slice('custom_field.'.length)];
  if (table === 'deals' && key === 'contact_ids') return seen['contacts'];
  return seen[key];
}

function removedBy(key: string, seen: RawRecord | null, operation: ToldEdit['operation']): string[] {
  if (operation.type !== 'update') return [];
  const path = key === 'contact_ids' ? 'contacts' : key === 'attendees' ? 'appointment_attendees' : key;
  if (!(path in operation.fields)) return [];
  const after = membersOf(path, operation.fields[path])!;
  return [...membersOf(path, seen?.[path])!].filter((each) => !after.has(each));
}

/** A deep copy with the ids by which the rep was shown local records later. */
function renamed(value: unknown, ids: ReadonlyMap<number, number>): unknown {
  if (typeof value === 'number') return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, ids));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, ids)]));
  return value;
}

const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

function isInTeam({ operation }: ToldEdit, userId: unknown): boolean {
  return operation.type === 'team' && operation.members.some(({ user_id }) => user_id === userId);
}
