import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import { COMPOSER_MODES, composerDraftSchema, isWritten, type ComposerDraft } from './composer-draft.ts';

/** What is being written down about the records of an account, kept on this machine over a crash. It goes when it is saved, and with the account. */
export class Drafts {
  #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  #account: () => string | null;

  /** @param account the id of the account that is open; null while none is */
  constructor(
    storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>,
    account: () => string | null,
  ) {
    this.#storage = storage;
    this.#account = account;
  }

  /** What was being written about a record; null where nothing was, or where it cannot be read. */
  read(about: RecordRef): ComposerDraft | null {
    const key = this.#keyOf(about);
    const text = key === null ? null : this.#storage.getItem(key);
    if (text === null) return null;
    try {
      const parsed = composerDraftSchema.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : null;
    } catch {
      return null; // It was not written by this version, and there is nobody who could mend it.
    }
  }

  /** Keeps what is being written; where there is not a word in it, nothing is kept. */
  write(about: RecordRef, draft: ComposerDraft): void {
    const key = this.#keyOf(about);
    if (key === null) return;
    if (!COMPOSER_MODES.some((mode) => isWritten(draft, mode))) {
      this.#storage.removeItem(key);
      return;
    }
    try {
      this.#storage.setItem(key, JSON.stringify(draft));
    } catch {
      // There is no room left: the words stay in their form as long as the page is open, and saving goes another way.
    }
  }

  remove(about: RecordRef): void {
    const key = this.#keyOf(about);
    if (key !== null) this.#storage.removeItem(key);
  }

  /** Forgets all that was being written in an account. */
  forget(accountId: string): void {
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index));
    for (const key of keys) if (key?.startsWith(prefixOf(accountId))) this.#storage.removeItem(key);
  }

  #keyOf(about: RecordRef): string | null {
    const account = this.#account();
    return account === null ? null : prefixOf(account) + refKey(about);
  }
}

function prefixOf(accountId: string): string {
  return `satchel:draft:${accountId}:`;
}
