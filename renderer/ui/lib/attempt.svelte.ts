import type { NewEdit } from '../../../shared/edits/edit.ts';
import { errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import type { EditAnswer, Problem } from '../../../shared/store-port.ts';
import { problemWords } from './edit-words.ts';
import type { Edits, Said } from './edits.svelte.ts';

/** The saving of one form: what is wrong with what was given, and what went wrong. What was typed stays the form's. */
export class Attempt {
  #edits: Edits;
  #problems: readonly Problem[] = $state.raw([]);
  #failure: ErrorInfo | null = $state.raw(null);
  #isSaving = $state(false);

  constructor(edits: Edits) {
    this.#edits = edits;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get failure(): ErrorInfo | null {
    return this.#failure;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  /** Says that something is lacking before anything is asked of the store. */
  lacks(field: string): void {
    this.finds(field, 'required');
  }

  /** Says what is wrong with a field before anything is asked of the store. */
  finds(field: string, code: Problem['code']): void {
    this.#failure = null;
    this.#problems = [{ field, code, limit: null }];
  }

  /** Says what went wrong before anything was asked of the store. */
  fails(caught: unknown): void {
    this.#problems = [];
    this.#failure = errorInfoOf(caught);
  }

  /** Lets go of the problems of a field that is being mended; of all without one. */
  forget(field?: string): void {
    this.#failure = null;
    this.#problems = field === undefined ? [] : this.#problems.filter((problem) => problem.field !== field);
  }

  /** Saves edits, all or none. Gives the answer where they are saved; else null, and `problems` or `failure` say why. It never rejects. */
  async save(
    edits: readonly NewEdit[],
    said: Said | null,
  ): Promise<Extract<EditAnswer, { saved: true }> | null> {
    if (this.#isSaving) return null;
    this.#isSaving = true;
    this.forget();
    try {
      const answer = await this.#edits.save(edits, said);
      if (answer.saved) return answer;
      this.#problems = answer.problems;
    } catch (error) {
      this.#failure = errorInfoOf(error);
    } finally {
      this.#isSaving = false;
    }
    return null;
  }

  /** The words for what is wrong with a field, by any of the paths that speak of it. */
  errorOf(...paths: readonly string[]): string | undefined {
    const own = this.#problems.filter(({ field }) => field !== null && paths.includes(field));
    return own.length > 0 ? own.map(problemWords).join(' ') : undefined;
  }

  /** The problems of fields that a form does not show, and of the whole. */
  others(shown: readonly string[]): readonly Problem[] {
    return this.#problems.filter(({ field }) => field === null || !shown.includes(field));
  }
}
