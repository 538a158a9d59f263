import { fieldsAnswerSchema, type FieldsAnswer } from '../../shared/entities/field-configuration.ts';
import type { RecordKind } from '../../shared/entities/kind.ts';
import { selectorRows, type SelectorRow } from '../../shared/entities/selectors.ts';
import type { AccountRules } from '../../shared/edits/validate.ts';
import { AppError } from '../../shared/errors.ts';
import { stringifyJson } from '../../shared/json.ts';
import type { StoreForUiHandlers } from '../../shared/rpc/contract.ts';
import type { EditAnswer } from '../../shared/store-port.ts';
import { findDuplicates } from './duplicates.ts';
import { DONE, type HandlerPorts } from './handlers.ts';
import { outboxEntry } from './live/answers.ts';
import { answerQuestion, resolveConflict } from './outbox/decide.ts';
import { rebaseEdits } from './outbox/rebase.ts';
import { saveEdits } from './outbox/save-edits.ts';
import { retryEdits } from './outbox/sending.ts';
import { undoEdit } from './outbox/undo.ts';
import { resolved, type Session } from './session.ts';

type EditCalls = Omit<
  StoreForUiHandlers,
  | 'store.open'
  | 'store.close'
  | 'store.wipe'
  | 'watch.open'
  | 'watch.move'
  | 'watch.close'
  | 'search'
  | 'list.read'
  | 'list.ids'
  | 'titles'
>;

/** What the rep may change, and take back. */
export function editHandlers({ change, changeByRep, opened, ports }: HandlerPorts): EditCalls {
  return {
    edit: async ({ edits }) => {
      try {
        return await changeByRep(async (changes) => {
          const rules = rulesOf(changes.session);
          const answer = await saveEdits(changes, edits, { ...clockOf(ports), rules });
          // What was gathered until then is let go of.
          if (!answer.saved) throw new NotSaved(answer);
          return answer;
        });
      } catch (error) {
        if (error instanceof NotSaved) return error.answer;
        throw error;
      }
    },
    'file.put': async ({ id, piece, bytes }) => {
      await change('strict', (changes) => {
        if (piece !== (changes.session.stagedFiles.get(id)?.pieces ?? 0))
          throw new AppError({ code: 'bad-call', reason: 'not the next piece of the file' });
        return changes.putPiece(id, piece, bytes);
      });
      return DONE;
    },
    'file.drop': async ({ id }) => {
      await change('relaxed', (changes) => {
        if (changes.session.stagedFiles.has(id)) changes.dropPieces(id);
      });
      return DONE;
    },
    'edit.undo': async ({ editId, withDependants }) => {
      const at = ports.now();
      const { session, answer } = await changeByRep(async (changes) => ({
        session: changes.session,
        answer: await undoEdit(changes, { editId, withDependants, at }),
      }));
      if ('undone' in answer) return { undone: true, editIds: [...answer.undone] };
      return { undone: false, dependants: answer.dependants.map((edit) => outboxEntry(session, edit)) };
    },
    'outbox.retry': async ({ editIds }) => {
      await changeByRep((changes) => retryEdits(changes, editIds, ports.now()));
      return DONE;
    },
    'outbox.answer': async ({ editId, recordId }) => {
      await changeByRep((changes) => answerQuestion(changes, editId, recordId, ports.now()));
      return DONE;
    },
    'outbox.export': () => {
      const { outbox, conflicts } = opened().session;
      const edits = [...outbox.all()];
      return {
        json: stringifyJson({ exportedAt: ports.now(), edits, conflicts: [...conflicts.values()] }),
      };
    },
    'outbox.dropUnreadable': async () => {
      await changeByRep((changes) => changes.dropUnreadable());
      return DONE;
    },
    'conflict.resolve': async ({ target, resolution }) => {
      await changeByRep((changes) =>
        resolveConflict(changes, target, resolution, { at: ports.now(), newId: () => ports.newId() }),
      );
      return DONE;
    },
    'notice.dismiss': async ({ target }) => {
      await change('relaxed', (changes) => changes.setNotice(resolved(changes.session, target), null));
      return DONE;
    },
    'policies.set': async ({ policies }) => {
      await changeByRep(async (changes) => {
        changes.setPolicies(policies);
        const targets = [...changes.session.conflicts.values()].map(({ target }) => target);
        for (const target of targets)
          await rebaseEdits(changes, target, { at: ports.now(), fresh: false, policies });
      });
      return DONE;
    },
    duplicates: async (input) => ({ duplicates: await findDuplicates(opened().session, input) }),
    pin: async ({ ref, pinned }) => {
      await change('strict', (changes) =>
        changes.setPin(resolved(changes.session, ref), pinned ? ports.now() : null),
      );
      return DONE;
    },
    'drafts.read': () => ({ drafts: Object.fromEntries(opened().session.drafts) }),
    'draft.put': async ({ key, text }) => {
      await change('relaxed', (changes) => changes.setDraft(key, text));
      return DONE;
    },
    'views.put': async ({ views }) => {
      await change('strict', (changes) => {
        for (const view of views) changes.putView(view);
      });
      return DONE;
    },
    'views.remove': async ({ id }) => {
      await change('strict', (changes) => changes.removeView(id));
      return DONE;
    },
  };
}

/** Carries what is wrong with edits out of their change, of which nothing stays. */
class NotSaved extends Error {
  readonly answer: EditAnswer;

  constructor(answer: EditAnswer) {
    super('not saved');
    this.answer = answer;
  }
}

function clockOf(ports: HandlerPorts['ports']): HandlerPorts['ports'] {
  return { now: () => ports.now(), newId: () => ports.newId() };
}

/** What the account's configuration says of fields and choices, each read once. */
function rulesOf(session: Session): AccountRules {
  const fields = new Map<RecordKind, FieldsAnswer | null>();
  const selectors = new Map<string, readonly SelectorRow[] | null>();
  return {
    fields(kind) {
      let known = fields.get(kind);
      if (known === undefined) {
        const parsed = fieldsAnswerSchema.safeParse(session.configuration.get(`fields:${kind}`));
        fields.set(kind, (known = parsed.success ? parsed.data : null));
      }
      return known;
    },
    selector(name) {
      let known = selectors.get(name);
      if (known === undefined) {
        const value = session.configuration.get(`selector:${name}`);
        selectors.set(name, (known = value === undefined ? null : selectorRows(value)));
      }
      return known;
    },
  };
}
