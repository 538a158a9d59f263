import type { Mutation } from './mutate.ts';

const one = (name: string, file: string, find: string, replace: string): Mutation => ({
  name,
  changes: [{ file, find, replace }],
});

/** Mistakes that the simulation must find, each within 500 seeds. */
export const MUTATIONS: readonly Mutation[] = [
  one(
    'what is unsure is sent again unasked',
    'electron/sync/push/probing.ts',
    'const outcome = outcomeOfVerdict(unit, await verdictOf(unit, context), waited, context);',
    "const outcome = { name: 'again', notBefore: null, isFailure: true } as const;",
  ),
  one(
    'an upload that got no answer is sent again unasked',
    'electron/sync/push/operations/attach.ts',
    'probe: (job) => probeAttached(job, kind),',
    "probe: () => Promise.resolve({ found: 'nothing' }),",
  ),
  one(
    'a file that another edit attached is taken for one’s own',
    'electron/sync/push/probe/attached.ts',
    'return rows.filter(({ id }) => !claimed.includes(id));',
    'return rows.filter(({ id }) => id > 0 || claimed.length > 0);',
  ),
  one(
    'an upload counts from its first byte',
    'electron/sync/push/operations/attach.ts',
    'context.waits.begin(unit.edit.id);',
    '',
  ),
  one(
    '"not there" counts at once',
    'electron/sync/push/probing.ts',
    'if (!isSettled(waited)) return later;',
    '',
  ),
  one(
    'what another edit made is taken for one’s own',
    'electron/sync/push/probe/candidates.ts',
    'mine.filter((row) => !bound.has(row.id))',
    'mine.filter((row) => bound.size >= 0 || row.id > 0)',
  ),
  one(
    'a lost answer counts as done',
    'electron/sync/push/outcome.ts',
    'return { outcome: unsure(error.reason), rethrow: false };',
    "return { outcome: { name: 'done', records: [], removed: [], dropped: {} }, rethrow: false };",
  ),
  one(
    'the mark moves before what it stands for is stored',
    'electron/sync/notebook.ts',
    "const { changed } = await store.call('store.apply', {",
    "await store.call('store.apply', { batches: [], removed: [], details: [], journal: [], bookmarks: bookmarksOf(change) });\n      const { changed } = await store.call('store.apply', {",
  ),
  one(
    'the base is not read before a write',
    'electron/sync/push/check.ts',
    'const reading = await readRecord(target, unit.base, context);',
    "const reading = { is: 'unknown' } as Awaited<ReturnType<typeof readRecord>>;",
  ),
  one(
    'conflicts do not stop what is sent',
    'renderer/store/outbox/next-run.ts',
    ' || changes.conflictOf(target) !== null) return WAIT;',
    ') return WAIT;',
  ),
  one(
    'server ids do not replace local ones',
    'renderer/store/changes.ts',
    'if (edit) this.putEdit(withServerIds(edit, ids));',
    '',
  ),
  {
    name: 'that it is being sent is written down after the request',
    changes: [
      {
        file: 'electron/sync/push/sending.ts',
        find: 'const [begun] = await begin(context, [unit]);',
        replace: 'const begun = unit as Unit | undefined;',
      },
      {
        file: 'electron/sync/push/sending.ts',
        find: '  await settleAll(context, [[begun, outcome]]);\n  if (thrown',
        replace:
          '  await begin(context, [unit]);\n  await settleAll(context, [[begun, outcome]]);\n  if (thrown',
      },
    ],
  },
  one(
    'what was being sent at the end is forgotten',
    'electron/sync/push/pusher.ts',
    "await store.call('outbox.recover', { now: clock.now() });",
    '',
  ),
  one(
    'what was being sent at the end is sent again',
    'renderer/store/outbox/sending.ts',
    `      state: {
        name: 'unsure',
        sentAt: since,`,
    `      state: since > 0 ? { name: 'queued', notBefore: null } : {
        name: 'unsure',
        sentAt: since,`,
  ),
  one(
    'a check for changes stops before its mark',
    'electron/sync/pull/changes.ts',
    'mark - OVERLAP_MS;',
    'mark + 10 * OVERLAP_MS;',
  ),
  one(
    'what a page lacks counts as gone',
    'electron/sync/pull/sweep.ts',
    'const answer = await getOne(kind, id, job);',
    "const answer = { found: false, reason: 'deleted' } as Awaited<ReturnType<typeof getOne>>;",
  ),
  {
    name: 'what is being sent can be taken back',
    changes: [
      {
        file: 'renderer/store/outbox/undo.ts',
        find: "if (isInFlight(edit)) throw new AppError({ code: 'too-late' });",
        replace: '',
      },
      {
        file: 'renderer/store/outbox/undo.ts',
        find: "if (undone.some(isInFlight)) throw new AppError({ code: 'too-late' });",
        replace: '',
      },
    ],
  },
  {
    name: 'dependants do not wait',
    changes: [
      {
        file: 'renderer/store/outbox/next-run.ts',
        find: 'for (const localId of localIdsIn(edit)) {',
        replace: 'for (const localId of [...localIdsIn(edit)].slice(0, 0)) {',
      },
      {
        file: 'renderer/store/outbox/next-run.ts',
        find: 'changes.edit(id) !== undefined || unreadable.edits.has(id);',
        replace: 'changes.edit(id) === null;',
      },
      // The last guard before the wire, which would only hide it.
      {
        file: 'electron/sync/push/job.ts',
        find: "throw new AppError({ code: 'internal', reason: 'a local id in a body' });",
        replace: 'return body;',
      },
    ],
  },
  one(
    'an answer that was overtaken is taken in',
    'renderer/store/bases.ts',
    'return mine !== null && known !== null && mine < known;',
    'return mine !== null && known !== null && mine < 0;',
  ),
  one(
    'custom fields are not merged',
    'electron/sync/push/payload/body.ts',
    "...((base && objectOf(base, 'custom_field')) ?? {}),",
    '',
  ),
  one(
    'the account’s limit is ignored',
    'electron/crm/budget.ts',
    'hour: windowFrom(hour, lane, { isPaced, spread }),',
    'hour: -Infinity,',
  ),
  one(
    'a refused edit is dropped',
    'electron/sync/push/outcome.ts',
    "return { outcome: { name: 'refused', error }, rethrow: false };",
    "return { outcome: { name: 'done', records: [], removed: [], dropped: {} }, rethrow: false };",
  ),
  one(
    'edits of a record that is gone are dropped',
    'renderer/store/outbox/rebase.ts',
    'if (chain.length === 0 || lastDelete >= 0) {',
    'if (chain.length >= 0 || lastDelete >= 0) {',
  ),
  one(
    'nothing is ever given up',
    'renderer/store/outbox/settle.ts',
    'const gaveUp = attempts >= EDIT_ATTEMPTS_MAX;',
    'const gaveUp = attempts >= EDIT_ATTEMPTS_MAX * 1000;',
  ),
  one(
    'lists are overwritten',
    'shared/edits/lists.ts',
    'const merged = new Map<string, unknown>();',
    'if (here.size + there.size >= 0) return [...here.values()];\n  const merged = new Map<string, unknown>();',
  ),
  one(
    'a delete does not look at what changed there',
    'shared/edits/merge.ts',
    'if (Object.keys(changed).length > 0)\n    return',
    'if (Object.keys(changed).length < 0)\n    return',
  ),
  one(
    'memory runs ahead of the disk',
    'renderer/store/changes.ts',
    'const database = session.database[durability];',
    'const database = session.database[durability];\n    for (const edit of this.edits.all()) session.outbox.put(edit);',
  ),
  one(
    'the newer of two values goes, whoever wrote it',
    'shared/edits/merge.ts',
    'return { edits: chain, conflict: { base, mine, theirs } };',
    'return { edits: withBase(chain, path, theirs), conflict: null };',
  ),
];

/** @throws Error when there is none of that name */
export function mutationNamed(name: string): Mutation {
  const found = MUTATIONS.find((mutation) => mutation.name === name);
  if (found === undefined) throw new Error(`there is no mutation "${name}"`);
  return found;
}
