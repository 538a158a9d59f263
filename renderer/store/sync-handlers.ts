import { refKey } from '../../shared/entities/kind.ts';
import type { StoreForSyncHandlers } from '../../shared/rpc/contract.ts';
import { apply, applyPage } from './apply.ts';
import { DONE, type HandlerPorts } from './handlers.ts';
import { keptFiles } from './kept-files.ts';
import { beginUnits, readyUnits, recoverEdits, unsureUnits } from './outbox/sending.ts';
import { settle } from './outbox/settle.ts';
import { prefetchRefs } from './prefetch.ts';
import { remindersIn } from './reminders.ts';
import { readPiece } from './read-piece.ts';
import { outboxCounts, readBase, stateOf } from './session.ts';

/** What the sync engine may ask of the open account. */
export function syncHandlers({
  change,
  opened,
  ports,
}: HandlerPorts): Omit<StoreForSyncHandlers, 'store.key' | 'store.lock' | 'store.upgrade'> {
  return {
    'store.state': () => stateOf(opened().session),
    'store.putConfiguration': async ({ entries, absentKinds, at }) => {
      await change('relaxed', (changes) => changes.setConfiguration(entries, absentKinds, at));
      return DONE;
    },
    'store.applyPage': async (page) => {
      const { index } = await change('relaxed', async (changes) => {
        await applyPage(changes, page, ports.now());
        return changes.session;
      });
      return { count: index.of(page.kind).count };
    },
    'store.apply': async (incoming) => ({
      changed: await change('relaxed', (changes) => apply(changes, incoming, ports.now())),
    }),
    'store.ids': ({ kind, after, upTo }) => ({
      ids: opened()
        .session.index.of(kind)
        .idsWithBase(after ?? -Infinity, upTo ?? Infinity),
    }),
    'store.bases': async ({ refs }) => {
      const { session } = opened();
      return { bases: await Promise.all(refs.map((ref) => readBase(session, ref))) };
    },
    'store.bound': ({ kind, ids }) => {
      const { bound } = opened().session;
      return { bound: ids.filter((id) => bound.has(refKey({ kind, id }))) };
    },
    'store.prefetch': (input) => ({ refs: prefetchRefs(opened().session, input) }),
    'store.reminders': (span) => ({ reminders: remindersIn(opened().session, span) }),
    'store.keptFiles': async () => ({ records: await keptFiles(opened().session) }),
    'file.read': async ({ id, piece }) => ({ base64: await readPiece(opened().session, id, piece) }),
    'file.claimed': ({ ids }) => {
      const { claimedFiles } = opened().session;
      return { claimed: ids.filter((id) => claimedFiles.has(id)) };
    },
    'journal.add': async ({ entries }) => {
      await change('relaxed', (changes) => changes.addJournal(...entries));
      return DONE;
    },
    'outbox.ready': async (input) => {
      const { session, ready } = await change('strict', async (changes) => ({
        session: changes.session,
        ready: await readyUnits(changes, input),
      }));
      return { ...ready, counts: outboxCounts(session) };
    },
    'outbox.begin': async (input) => ({
      begun: await change('strict', (changes) => beginUnits(changes, input)),
    }),
    'outbox.settle': async ({ settlements }) => {
      await change('strict', async (changes) => {
        for (const each of settlements) await settle(changes, each, ports.now());
      });
      return DONE;
    },
    'outbox.recover': async ({ now }) => ({
      unsure: await change('strict', (changes) => recoverEdits(changes, now)),
    }),
    'outbox.unsure': async () => ({
      units: await change('strict', (changes) => unsureUnits(changes)),
    }),
  };
}
