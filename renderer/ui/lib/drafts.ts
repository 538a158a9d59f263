import { z } from 'zod';
import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import {
  COMPOSER_MODES,
  composerDraftSchema,
  draftSchema,
  isWritten,
  type ComposerDraft,
} from './composer-draft.ts';
import type { TypedDrafts } from './typed-changes.ts';

const typedSchema = z.record(z.string(), draftSchema);

/**
 * What is being written and not saved yet, kept over a crash in the account's store, where it lies sealed like everything else. It goes when it is saved, and with the account.
 */
export class Drafts {
  #store: Pick<StoreForUiClient, 'call'>;
  /** As they are now, by what they are written in. */
  #texts = new Map<string, string>();
  /** What is to be written down, while something is on its way. */
  #waiting = new Map<string, string | null>();
  #writing = false;

  constructor(store: Pick<StoreForUiClient, 'call'>) {
    this.#store = store;
  }

  /**
   * Brings what was being written in the account whose store has been opened. Without it the account is as it is: it is no reason not to open it.
   * @param old where older versions kept it, readable to anybody who has the disk: what is found there is moved
   */
  async load(
    accountId: string,
    old: Pick<Storage, 'getItem' | 'removeItem' | 'key' | 'length'>,
  ): Promise<void> {
    this.#texts.clear();
    this.#waiting.clear();
    try {
      const { drafts } = await this.#store.call('drafts.read', {});
      for (const [key, text] of Object.entries(drafts)) this.#texts.set(key, text);
      const prefix = `satchel:draft:${accountId}:`;
      const keys = Array.from({ length: old.length }, (_, index) => old.key(index));
      for (const key of keys) {
        const text = key?.startsWith(prefix) ? old.getItem(key) : null;
        if (key === null || text === null) continue;
        const about = keyAbout(key.slice(prefix.length));
        if (!this.#texts.has(about)) {
          await this.#store.call('draft.put', { key: about, text });
          this.#texts.set(about, text);
        }
        old.removeItem(key);
      }
    } catch {
      // A store that refuses tells so where it is asked for records.
    }
  }

  /** What was being written about a record; null where nothing was, or where it cannot be read. */
  read(about: RecordRef): ComposerDraft | null {
    return this.#parse(keyAbout(refKey(about)), composerDraftSchema);
  }

  /** Keeps what is being written; where there is not a word in it, nothing is kept. */
  write(about: RecordRef, draft: ComposerDraft): void {
    const isEmpty = !COMPOSER_MODES.some((mode) => isWritten(draft, mode));
    this.#put(keyAbout(refKey(about)), isEmpty ? null : JSON.stringify(draft));
  }

  remove(about: RecordRef): void {
    this.#put(keyAbout(refKey(about)), null);
  }

  /** What was typed into a form, by its place. */
  readForm(place: string): TypedDrafts | null {
    return this.#parse(keyOfForm(place), typedSchema);
  }

  writeForm(place: string, typed: TypedDrafts | null): void {
    this.#put(keyOfForm(place), typed === null ? null : JSON.stringify(typed));
  }

  #parse<T>(key: string, schema: z.ZodType<T>): T | null {
    const text = this.#texts.get(key);
    if (text === undefined) return null;
    try {
      const parsed = schema.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : null;
    } catch {
      return null; // It was not written by this version, and there is nobody who could mend it.
    }
  }

  #put(key: string, text: string | null): void {
    if ((this.#texts.get(key) ?? null) === text) return;
    if (text === null) this.#texts.delete(key);
    else this.#texts.set(key, text);
    this.#waiting.set(key, text);
    if (!this.#writing) void this.#write();
  }

  /** One after the other: of what was typed meanwhile the last counts. */
  async #write(): Promise<void> {
    this.#writing = true;
    for (let next = this.#next(); next !== null; next = this.#next()) {
      const [key, text] = next;
      this.#waiting.delete(key);
      try {
        await this.#store.call('draft.put', { key, text });
      } catch {
        // The disk refuses, or it is too long: the words stay in their form as long as the page is open, and saving goes another way.
      }
    }
    this.#writing = false;
  }

  #next(): [string, string | null] | null {
    for (const entry of this.#waiting) return entry;
    return null;
  }
}

function keyAbout(ref: string): string {
  return `about:${ref}`;
}

function keyOfForm(place: string): string {
  return `form:${place}`;
}
