import type { NewEdit } from '../../../shared/edits/edit.ts';
import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import { errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import type { EditAnswer, OutboxEntry } from '../../../shared/store-port.ts';
import { ChosenFiles } from './chosen-files.svelte.ts';
import { NOTHING_WRITTEN, type ComposerDraft } from './composer-draft.ts';
import { placeOfLines, type Drafts } from './drafts.ts';
import type { Services } from './services.ts';
import type { Sync } from './sync.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { UnderWay } from './under-way.ts';

/** Taking an edit back would take others with it: the user is asked. */
export interface UndoQuestion {
  readonly editIds: readonly string[];
  readonly dependants: readonly OutboxEntry[];
}

/** What is said after something was saved. */
export interface Said {
  readonly text: string;
  readonly undo: string;
  readonly undone: string;
}

/** Saves what the rep changes, tells the engine of it, says so, and takes it back. */
export class Edits {
  readonly toasts = new Toasts();
  readonly chosen = new ChosenFiles();
  readonly underWay = new UnderWay();
  #accountId: string | null = null;
  #services: Pick<Services, 'store'>;
  #sync: Pick<Sync, 'edited'>;
  #question: UndoQuestion | null = $state.raw(null);
  #failure: ErrorInfo | null = $state.raw(null);
  /** What is being written down about records, by `refKey`. */
  #composed: Readonly<Record<string, ComposerDraft>> = $state.raw({});

  /** Records whose words were kept from before this page was opened. */
  #restored: readonly string[] = $state.raw([]);
  #kept: Pick<Drafts, 'read' | 'write' | 'remove' | 'moveForm'>;

  constructor(
    services: Pick<Services, 'store'>,
    sync: Pick<Sync, 'edited'>,
    kept: Pick<Drafts, 'read' | 'write' | 'remove' | 'moveForm'>,
  ) {
    this.#services = services;
    this.#sync = sync;
    this.#kept = kept;
  }

  /** An account is open. What was begun in another before it is not shown here: records of both may have the same ids. */
  begin(accountId: string): void {
    if (this.#accountId === accountId) return;
    this.#accountId = accountId;
    this.#composed = {};
    this.#restored = [];
    this.chosen.clear();
    this.underWay.clear();
  }

  /** Others depend on what is to be taken back; null while there is nothing to ask. */
  get question(): UndoQuestion | null {
    return this.#question;
  }

  /** What went wrong and was not told yet; null where nothing did. */
  get failure(): ErrorInfo | null {
    return this.#failure;
  }

  /** Tells of what went wrong where there is no better place for it. */
  fail(caught: unknown): void {
    this.#failure = errorInfoOf(caught);
  }

  forgetFailure(): void {
    this.#failure = null;
  }

  /**
   * Saves edits, all or none. Where they are saved the engine is told, and a message offers to take them back.
   * @throws AppError where the store refuses; nothing is saved then
   */
  async save(edits: readonly NewEdit[], said: Said | null): Promise<EditAnswer> {
    const answer = await this.#services.store.call('edit', { edits: [...edits] });
    if (!answer.saved) return answer;
    this.#sync.edited();
    if (said && answer.editIds.length > 0) {
      this.toasts.say(said.text, {
        words: said.undo,
        run: () => void this.undo(answer.editIds, said.undone),
      });
    }
    return answer;
  }

  /** Takes edits back, the last first; where others depend on one, it asks before that. It never rejects: see `failure`. */
  async undo(editIds: readonly string[], said: string | null = null, withDependants = false): Promise<void> {
    this.#question = null;
    let left = [...editIds];
    try {
      while (left.length > 0) {
        const editId = left.at(-1) ?? '';
        const answer = await this.#services.store.call('edit.undo', { editId, withDependants });
        if (!answer.undone) {
          this.#question = { editIds: left, dependants: answer.dependants };
          break;
        }
        left = left.filter((id) => id !== editId && !answer.editIds.includes(id));
      }
      if (left.length === 0 && said !== null) this.toasts.say(said, null);
    } catch (error) {
      // An edit that is gone from the outbox has reached the server.
      const info = errorInfoOf(error);
      this.#failure = info.code === 'not-found' ? { code: 'too-late' } : info;
    }
    this.#sync.edited();
  }

  /** The answer to the question: takes back what depends on it too, or leaves all as it is. */
  async answer(takeAll: boolean, said: string | null = null): Promise<void> {
    const question = this.#question;
    this.#question = null;
    if (question && takeAll) await this.undo(question.editIds, said, true);
  }

  /** The contact that a lead becomes: what an edit of conversion makes, as the outbox has it; null where it is gone from there. */
  async convertedTo(editIds: readonly string[]): Promise<RecordRef | null> {
    const { store } = this.#services;
    const { watchId, value } = await store.call('watch.open', { type: 'outbox' });
    await store.call('watch.close', { watchId });
    if (value.type !== 'outbox') return null;
    const made = value.entries.find(({ edit }) => editIds.includes(edit.id));
    return made?.edit.operation.type === 'convert'
      ? { kind: 'contacts', id: made.edit.operation.contactId }
      : null;
  }

  /** What is being written down about a record. */
  composed(about: RecordRef): ComposerDraft {
    return this.#composed[refKey(about)] ?? NOTHING_WRITTEN;
  }

  compose(about: RecordRef, part: Partial<ComposerDraft>): void {
    const draft = { ...this.composed(about), ...part };
    this.#composed = { ...this.#composed, [refKey(about)]: draft };
    this.#kept.write(about, draft);
  }

  /** Brings back what was being written about a record when the app ended, once. */
  restore(about: RecordRef): void {
    const key = refKey(about);
    if (this.#composed[key] !== undefined) return;
    const draft = this.#kept.read(about);
    this.#composed = { ...this.#composed, [key]: draft ?? NOTHING_WRITTEN };
    if (draft) this.#restored = [...this.#restored, key];
  }

  /** Whether what is being written about a record was brought back, and nobody has said yet that he has seen it. */
  isRestored(about: RecordRef): boolean {
    return this.#restored.includes(refKey(about));
  }

  forgetRestored(about: RecordRef): void {
    const key = refKey(about);
    if (this.#restored.includes(key)) this.#restored = this.#restored.filter((other) => other !== key);
  }

  /** A record is known by another id now: what is being written down about it goes along. */
  moved(from: RecordRef, to: RecordRef): void {
    this.chosen.moved(from, to);
    this.#kept.moveForm(placeOfLines(from), placeOfLines(to));
    const draft = this.#composed[refKey(from)] ?? this.#kept.read(from);
    if (!draft) return;
    this.compose(to, draft);
    this.#kept.remove(from);
  }
}
