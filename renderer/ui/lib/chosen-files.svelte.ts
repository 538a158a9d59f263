import { fileProblems } from '../../../shared/edits/file-problems.ts';
import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import type { Problem } from '../../../shared/store-port.ts';

/** A file that was chosen to be attached and is not saved yet. */
export interface ChosenFile {
  readonly key: number;
  readonly file: File;
  readonly isShared: boolean;
  /** What keeps it from being attached; `unreadable` where it was moved or changed since it was chosen. */
  readonly problem: Pick<Problem, 'code' | 'limit'> | 'unreadable' | null;
}

/** What was chosen to be attached to records: it stays while one looks at another. No page can keep a file beyond its own end, so that is where it goes. */
export class ChosenFiles {
  #byRecord: Readonly<Record<string, readonly ChosenFile[]>> = $state.raw({});
  #next = 1;

  of(about: RecordRef): readonly ChosenFile[] {
    return this.#byRecord[refKey(about)] ?? [];
  }

  add(about: RecordRef, files: readonly File[]): void {
    const more = files.map((file): ChosenFile => {
      const [problem = null] = fileProblems(file);
      return { key: this.#next++, file, isShared: true, problem };
    });
    this.#set(about, [...this.of(about), ...more]);
  }

  change(about: RecordRef, key: number, part: Partial<Pick<ChosenFile, 'isShared' | 'problem'>>): void {
    this.#set(
      about,
      this.of(about).map((each) => (each.key === key ? { ...each, ...part } : each)),
    );
  }

  /** Takes some out. */
  remove(about: RecordRef, ...keys: readonly number[]): void {
    this.#set(
      about,
      this.of(about).filter(({ key }) => !keys.includes(key)),
    );
  }

  /** A record is known by another id now: what was chosen for it goes along. */
  moved(from: RecordRef, to: RecordRef): void {
    const files = this.of(from);
    if (files.length === 0) return;
    this.#set(from, []);
    this.#set(to, [...this.of(to), ...files]);
  }

  clear(): void {
    this.#byRecord = {};
  }

  #set(about: RecordRef, files: readonly ChosenFile[]): void {
    this.#byRecord = { ...this.#byRecord, [refKey(about)]: files };
  }
}
