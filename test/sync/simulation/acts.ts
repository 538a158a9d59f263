import { KINDS } from '../../../shared/entities/kind.ts';
import type { Acts } from './act.ts';
import type { Command } from './command.ts';
import { otherActs } from './others.ts';
import { attachingActs } from './rep/attaching.ts';
import { decidingActs } from './rep/deciding.ts';
import { editingActs } from './rep/editing.ts';
import { makingActs } from './rep/making.ts';
import { wholeActs } from './rep/whole.ts';
import { deviceActs } from './surroundings.ts';
import type { World } from './world.ts';

const ACTS: Acts = {
  ...makingActs,
  ...attachingActs,
  ...editingActs,
  ...wholeActs,
  ...decidingActs,
  ...deviceActs,
  ...otherActs,
};

/** Carries out a command and lets its time pass. */
export async function carryOut(world: World, command: Command): Promise<void> {
  const act = ACTS[command.name];
  if (act === undefined) throw new Error(`nobody does "${command.name}"`);
  const said = await act(world, command);
  if (said !== null) {
    world.say(`#${String(command.n)} ${command.name}: ${said}`);
    world.done.set(command.name, (world.done.get(command.name) ?? 0) + 1);
  }
  await world.kernel.advance(command.wait);
  world.noteWalked();
  await checkNothingFallsBack(world);
}

/** So many of the rep's last changes are looked at. */
const LAST = 4;

/** What the rep wrote and the server has does not vanish before his eyes again. */
async function checkNothingFallsBack(world: World): Promise<void> {
  const { told } = world;
  for (const edit of told.edits.slice(-LAST)) {
    const { target, operation } = edit;
    const isUndone = edit.undoneAt !== null || (edit.id !== null && told.maybeUndone.has(edit.id));
    if (operation.type !== 'update' || edit.answer !== 'saved' || isUndone || target === null) continue;
    const isLast = !told.edits.some(
      (other) => other !== edit && other.target?.id === target.id && other.at >= edit.at,
    );
    if (!isLast || target.id < 0) continue;
    const row = KINDS.some((kind) => kind === target.kind) ? world.row(target.kind, target.id) : undefined;
    if (
      row === undefined ||
      row['is_deleted'] === true ||
      world.hiddenOnce.has(`${target.kind}:${String(target.id)}`)
    )
      continue;
    for (const [path, value] of Object.entries(operation.fields)) {
      if (typeof value !== 'string' || !value.startsWith('Qk') || row[path] !== value) continue;
      const shown = await world.record(target);
      if (
        shown !== null &&
        shown.record !== null &&
        shown.record[path] !== value &&
        world.told.decisionsOn(target).length === 0
      )
        world.violate(
          'what he typed he sees',
          `${target.kind} ${String(target.id)} ${path}: ${JSON.stringify(shown.record[path])} for ${value}, which the server has`,
        );
    }
  }
}
