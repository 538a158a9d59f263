import type { z } from 'zod';
import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import { parseJson, stringifyJson } from '../../../shared/json.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import { COMPOSER_MODES, composerDraftSchema, isWritten, type ComposerDraft } from './composer-draft.ts';
import { oldWords, type OldStorage } from './old-words.ts';

/**
 * What is being written and not saved yet, and what the rep has set down for himself, kept over a crash in the account's store, where it lies sealed like everything else. It goes when
 * it is saved, and with the account.
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
  async load(accountId: string, old: OldStorage): Promise<void> {
    this.#texts.clear();
    this.#waiting.clear();
    try {
      const { drafts } = await this.#store.call('drafts.read', {});
      for (const [key, text] of Object.entries(drafts)) this.#texts.set(key, text);
      for (const { from, to, text } of oldWords(old, accountId)) {
        if (!this.#texts.has(to)) {
          await this.#store.call('draft.put', { key: to, text });
          this.#texts.set(to, text);
        }
        for (const key of from) old.removeItem(key);
      }
    } catch {
      // A store that refuses tells so where it is asked for records.
    }
  }

  /** What was being written about a record; null where nothing was, or where it cannot be read. */
  read(about: RecordRef): ComposerDraft | null {
    return this.#parse(keyAbout(about), composerDraftSchema);
  }

  /** Keeps what is being written; where there is not a word in it, nothing is kept. */
  write(about: RecordRef, draft: ComposerDraft): void {
    const isEmpty = !COMPOSER_MODES.some((mode) => isWritten(draft, mode));
    this.#put(keyAbout(about), isEmpty ? null : stringifyJson(draft));
  }

  remove(about: RecordRef): void {
    this.#put(keyAbout(about), null);
  }

  /** What was typed into a form, by its place; null where nothing was, or where it is not what the form has now. */
  readForm<T>(place: string, schema: z.ZodType<T>): T | null {
    return this.#parse(`form:${place}`, schema);
  }

  /** Keeps what is being typed into a form; null forgets it. */
  writeForm(place: string, typed: unknown): void {
    this.#put(`form:${place}`, typed === null ? null : stringifyJson(typed));
  }

  /** What a form is about is known by another name now. */
  moveForm(from: string, to: string): void {
    const text = this.#texts.get(`form:${from}`);
    if (text === undefined) return;
    this.#put(`form:${to}`, text);
    this.#put(`form:${from}`, null);
  }

  /** What the rep has set down, by a name; null where nothing was, or where it cannot be read. */
  readOwn<T>(name: string, schema: z.ZodType<T>): T | null {
    return this.#parse(`own:${name}`, schema);
  }

  /** Keeps what the rep has set down; null forgets it. */
  writeOwn(name: string, value: unknown): void {
    this.#put(`own:${name}`, value === null ? null : stringifyJson(value));
  }

  #parse<T>(key: string, schema: z.ZodType<T>): T | null {
    const text = this.#texts.get(key);
    if (text === undefined) return null;
    try {
      const parsed = schema.safeParse(parseJson(text));
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

/** Where the form of the product lines of a deal or quote is kept. */
export function placeOfLines(of: RecordRef): string {
  return `lines:${refKey(of)}`;
}

function keyAbout(about: RecordRef): string {
  return `about:${refKey(about)}`;
}
