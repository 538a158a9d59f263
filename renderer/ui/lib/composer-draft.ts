/** What is being written down about a record: it stays while one looks at another. */
export interface ComposerDraft {
  /** The form that is open; null where none is. */
  readonly mode: 'note' | 'task' | 'call' | null;
  readonly note: string;
  readonly title: string;
  /** As `datetime-local` has it; empty until a task is begun. */
  readonly due: string;
  /** The id of the task's owner as text, where the key's user is not known; empty until one is chosen. */
  readonly owner: string;
  readonly call: CallDraft;
}

/** A call that is being logged. */
export interface CallDraft {
  readonly isIncoming: boolean;
  readonly note: string;
  /** The id of the outcome as text; empty for none. */
  readonly outcome: string;
}

export const NEW_CALL: CallDraft = { isIncoming: false, note: '', outcome: '' };
export const NOTHING_WRITTEN: ComposerDraft = {
  mode: null,
  note: '',
  title: '',
  due: '',
  owner: '',
  call: NEW_CALL,
};
