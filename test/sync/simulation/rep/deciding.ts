import type { OutboxEntry } from '../../../../shared/store-port.ts';
import { at, pick, type Acts } from '../act.ts';
import type { Command } from '../command.ts';
import { MIRRORED } from '../fields.ts';
import { learnIds } from '../learn-ids.ts';
import { refText } from './saving.ts';
import type { World } from '../world.ts';

async function undo(
  world: World,
  command: Command,
  fits: (state: string) => boolean,
): Promise<string | null> {
  const entries = (await world.outbox()) ?? [];
  const entry = pick(
    entries.filter(({ edit }) => fits(edit.state.name)),
    at(command, 0),
  );
  if (entry === undefined) return null;
  const answer = await world.ask((ui) =>
    ui['edit.undo']({ editId: entry.edit.id, withDependants: at(command, 1) % 3 !== 0 }),
  );
  if (answer.is === 'lost') {
    for (const id of withDependants(entry.edit.id, entries)) world.told.maybeUndone.add(id);
    return `${entry.title}: the app died`;
  }
  if (answer.is === 'refused') return `${entry.title}: ${answer.error.code}`;
  if (!answer.value.undone) return `${entry.title}: others depend on it`;
  for (const id of answer.value.editIds) {
    const told = world.told.byId(id);
    if (told !== undefined) told.undoneAt = world.kernel.now();
  }
  return `${entry.edit.operation.type} of ${refText(entry.edit.target)}: ${String(answer.value.editIds.length)} taken back`;
}

/** An edit, and all that depend on it. */
function withDependants(id: string, entries: readonly OutboxEntry[]): Set<string> {
  const all = new Set([id]);
  // What depends on something comes after it.
  for (const { edit } of entries) if (edit.dependsOn.some((other) => all.has(other))) all.add(edit.id);
  return all;
}

async function retry(world: World): Promise<string | null> {
  const parked = (await world.outbox())?.filter(({ edit }) => edit.state.name === 'parked') ?? [];
  if (parked.length === 0) return null;
  const answer = await world.ask((ui) => ui['outbox.retry']({ editIds: parked.map(({ edit }) => edit.id) }));
  return `${String(parked.length)}: ${answer.is}`;
}

/** Decides a conflict, as the rep would: with what he was asked. */
export async function resolve(world: World, command: Command): Promise<string | null> {
  const conflict = pick((await world.conflicts()) ?? [], at(command, 0));
  if (conflict === undefined) return null;
  const { target, what } = conflict;
  const by = at(command, 1);
  const picks = Object.fromEntries(
    Object.keys(what.kind === 'gone-there' ? {} : what.fields).map((path, index) => [
      path,
      (by >> index) % 2 === 0 ? ('mine' as const) : ('theirs' as const),
    ]),
  );
  const resolution =
    what.kind === 'gone-there'
      ? ({ kind: by % 3 === 0 ? 'recreate' : 'theirs' } as const)
      : what.kind === 'fields' && by % 3 === 0
        ? ({ kind: 'fields', picks } as const)
        : ({ kind: by % 3 === 1 ? 'mine' : 'theirs' } as const);
  const at0 = world.kernel.now();
  const answer = await world.ask((ui) => ui['conflict.resolve']({ target, resolution }));
  if (answer.is !== 'refused')
    world.told.decisions.push({
      at: at0,
      target,
      how: resolution.kind,
      picks: resolution.kind === 'fields' ? picks : null,
    });
  return `${refText(target)} ${what.kind} → ${JSON.stringify(resolution)}: ${answer.is === 'refused' ? answer.error.code : answer.is}`;
}

/** Answers a question with the truth: the rep looks it up in the CRM. */
export async function answerQuestion(world: World, command: Command): Promise<string | null> {
  const entry = pick(
    (await world.outbox())?.filter(({ edit }) => edit.state.name === 'question') ?? [],
    at(command, 0),
  );
  if (entry === undefined) return null;
  await learnIds(world);
  // What changed a new record before it was sent goes with its making, and is asked about with it.
  const { target } = entry.edit;
  const told =
    world.told.edits.find((each) => each.mark !== null && each.target?.id === target.id) ??
    world.told.byId(entry.edit.id);
  const made = told?.mark == null ? null : world.madeRow(told);
  const answer = await world.ask((ui) => ui['outbox.answer']({ editId: entry.edit.id, recordId: made }));
  world.told.decisions.push({
    at: world.kernel.now(),
    target: entry.edit.target,
    how: 'answered',
    picks: null,
  });
  return `${entry.title}: ${made === null ? 'send it again' : `it is ${String(made)}`}: ${answer.is === 'refused' ? answer.error.code : answer.is}`;
}

async function policies(world: World, command: Command): Promise<string | null> {
  const choice = pick(['ask', 'mine', 'theirs'] as const, at(command, 0))!;
  const kind = pick(MIRRORED, at(command, 1))!;
  const chosen = { ...world.policies, [kind]: { all: choice, fields: {} } };
  const answer = await world.ask((ui) => ui['policies.set']({ policies: chosen }));
  world.told.policies.push({
    at: world.kernel.now(),
    policies: chosen,
    isKept: answer.is === 'answer',
  });
  if (answer.is === 'answer') world.policies = chosen;
  return `${kind}: ${choice}: ${answer.is}`;
}

/** What the rep takes back and decides. */
export const decidingActs: Acts = {
  undo: (world, command) => undo(world, command, () => true),
  discard: (world, command) => undo(world, command, (state) => state === 'parked' || state === 'question'),
  retry,
  resolve,
  answer: answerQuestion,
  policies,
};
