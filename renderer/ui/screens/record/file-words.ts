import type { ErrorInfo } from '../../../../shared/errors.ts';
import type { FileState } from '../../../../shared/files.ts';
import type { FileOutcome } from '../../lib/files.svelte.ts';
import type { Formats } from '../../lib/format.ts';
import { errorWords } from '../../lib/words.ts';
import { m } from '../../paraglide/messages.js';

/** What is said of a file, and what may be done about it. */
export interface FileWords {
  readonly words: string;
  readonly tone: 'plain' | 'bad';
  /** To try once more, or to see to the room for files. */
  readonly offer: 'again' | 'room' | null;
}

/** The words for what came of opening a file. */
export function outcomeWords(name: string, outcome: FileOutcome): FileWords {
  const words = { opened: m.file_said_opened, saved: m.file_said_saved, cancelled: m.file_said_not_saved };
  return { words: words[outcome]({ name }), tone: 'plain', offer: null };
}

/** The words for why a file cannot be opened. */
export function troubleWords(name: string, error: ErrorInfo, formats: Formats): FileWords {
  if (error.code === 'network') return { words: m.files_offline({ name }), tone: 'plain', offer: null };
  if (error.code === 'cancelled') return { words: m.file_said_given_up(), tone: 'plain', offer: null };
  if (error.code === 'too-large') return { words: m.file_too_large(), tone: 'bad', offer: 'room' };
  const { title, detail } = errorWords(error, formats);
  return { words: `${title}. ${detail}`, tone: 'bad', offer: 'again' };
}

/** What the place of a file itself has to say; null where that is said by its name alone. */
export function stateTrouble(name: string, state: FileState, formats: Formats): FileWords | null {
  if (state.name === 'no-room') return { words: m.file_no_room(), tone: 'plain', offer: 'room' };
  return state.name === 'failed' ? troubleWords(name, state.error, formats) : null;
}

/** How far a file is on its way; the first bytes may be a while in coming. */
export function fetchedOf(
  { received, total }: Pick<Extract<FileState, { name: 'fetching' }>, 'received' | 'total'>,
  formats: Formats,
): string {
  if (received === 0 && total === null) return m.file_begins();
  return total === null
    ? m.file_fetched_so_far({ received: formats.bytes(received) })
    : m.file_fetched_of({ received: formats.bytes(received), total: formats.bytes(total) });
}
