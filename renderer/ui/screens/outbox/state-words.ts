import { assertNever } from '../../../../shared/errors.ts';
import type { OutboxEntry } from '../../../../shared/store-port.ts';
import type { SyncState } from '../../../../shared/sync-state.ts';
import { errorWords } from '../../lib/words.ts';
import { m } from '../../paraglide/messages.js';
import { fieldText, type TextContext } from './field-text.ts';

/** Where a change stands, in words. */
export interface StateWords {
  readonly tone: 'plain' | 'accent' | 'wait' | 'bad';
  readonly title: string;
  /** What it means and what may be done; the server's own words where it gave some. */
  readonly detail: string | null;
}

/** Where a change stands on its way to the server; `upload` is the file that is going up now. */
export function stateWords(
  { edit, heldBy }: OutboxEntry,
  { formats, values }: Pick<TextContext, 'formats' | 'values'>,
  now: number,
  upload: SyncState['upload'] = null,
): StateWords {
  const { state } = edit;
  const tries = edit.attempts;
  switch (state.name) {
    case 'queued':
      if (heldBy === 'conflict')
        return { tone: 'bad', title: m.outbox_state_conflict(), detail: m.outbox_state_conflict_detail() };
      if (heldBy === 'dependency') return { tone: 'plain', title: m.outbox_state_held(), detail: null };
      if (state.notBefore !== null && state.notBefore > now)
        return {
          tone: 'wait',
          title: m.outbox_state_again({ time: formats.time(state.notBefore) }),
          detail: tries > 0 ? m.outbox_tried({ count: tries, shown: formats.number(tries) }) : null,
        };
      return { tone: 'plain', title: m.outbox_state_queued(), detail: null };
    case 'sending':
      return {
        tone: 'accent',
        title:
          upload?.editId === edit.id && upload.total > 0
            ? m.outbox_state_sending_part({
                part: formats.percent(Math.floor((100 * upload.sent) / upload.total)),
              })
            : m.outbox_state_sending(),
        detail: null,
      };
    case 'unsure':
      return { tone: 'wait', title: m.outbox_state_unsure(), detail: m.outbox_state_unsure_detail() };
    case 'parked': {
      const { title, detail } = errorWords(state.error, formats);
      const field = state.error.code === 'validation' ? state.error.field : null;
      return {
        tone: 'bad',
        title,
        detail:
          field === null
            ? detail
            : m.outbox_state_field({ field: fieldText(edit.target.kind, field, values), detail }),
      };
    }
    case 'question':
      return { tone: 'bad', title: m.outbox_state_question(), detail: m.outbox_state_question_detail() };
    default:
      return assertNever(state);
  }
}
