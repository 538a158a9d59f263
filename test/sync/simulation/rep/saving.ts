import type { NewEdit } from '../../../../shared/edits/edit.ts';
import type { RecordKind, RecordRef } from '../../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../../shared/entities/record.ts';
import { pick } from '../act.ts';
import type { Command } from '../command.ts';
import { markOf } from '../fields.ts';
import type { Mark, ToldEdit } from '../told.ts';
import type { World } from '../world.ts';

export const HOUR = 3_600_000;

/** A record that the rep sees, by chance. */
export async function someRef(
  world: World,
  kinds: readonly RecordKind[],
  by: number,
  fits: (id: number) => boolean = () => true,
): Promise<RecordRef | null> {
  for (let turn = 0; turn < kinds.length; turn++) {
    const kind = kinds[(by + turn) % kinds.length]!;
    const id = pick((await world.ids(kind)).filter(fits), Math.floor(by / 7));
    if (id !== undefined) return { kind, id };
  }
  return null;
}

export const refText = (ref: RecordRef): string => `${ref.kind} ${String(ref.id)}`;

export interface Asked {
  readonly edit: NewEdit;
  readonly mark?: Mark | null;
  readonly alsoMakes?: Mark | null;
  readonly seen?: RawRecord | null;
}

/** Has edits saved, and remembers what the rep was told. */
export async function save(world: World, command: Command, asked: readonly Asked[]): Promise<string> {
  const made = world.kernel.now();
  const answer = await world.ask((ui) => ui.edit({ edits: asked.map(({ edit }) => edit) }));
  const kind = answer.is;
  const tell = (
    index: number,
    id: string | null,
    target: RecordRef | null,
    told: ToldEdit['answer'],
  ): ToldEdit => {
    const { edit, mark = null, alsoMakes = null, seen = null } = asked[index]!;
    const known = edit.target.id === null ? null : { kind: edit.target.kind, id: edit.target.id };
    const entry: ToldEdit = {
      n: command.n,
      at: made,
      id,
      target: target ?? known,
      operation: edit.operation,
      mark,
      alsoMakes,
      seen,
      answer: told,
      undoneAt: null,
    };
    world.told.edits.push(entry);
    return entry;
  };
  if (kind === 'lost' || kind === 'refused') {
    for (const index of asked.keys()) tell(index, null, null, kind);
    return kind === 'lost' ? 'the app died' : `not saved: ${JSON.stringify(answer.error)}`;
  }
  if (!answer.value.saved)
    return `refused: ${answer.value.problems.map(({ field, code }) => `${String(field)} ${code}`).join(', ')}`;
  const { editIds, targets } = answer.value;
  if (editIds.length !== asked.length) {
    // What was to be deleted and is restored before it was sent was never deleted.
    for (const [index, { edit }] of asked.entries())
      if (edit.operation.type === 'restore') tell(index, null, targets[index]!, 'saved');
    return 'nothing to change';
  }
  const told = editIds.map((id, index) => tell(index, id, targets[index]!, 'saved'));
  for (const each of told) await checkSeen(world, each);
  return told.map(({ target }) => `${target!.kind} ${String(target!.id)}`).join(', ');
}

/** What the rep typed stands in the record at once (the seventh of the model's rules). */
async function checkSeen(world: World, told: ToldEdit): Promise<void> {
  const { operation, target } = told;
  if (operation.type !== 'create' && operation.type !== 'update') return;
  const value = await world.record(target!);
  if (value === null) return;
  for (const [path, asked] of Object.entries(operation.fields)) {
    if (typeof asked !== 'string' || path.includes('date')) continue;
    const custom = path.startsWith('custom_field.') ? path.slice('custom_field.'.length) : null;
    const held =
      custom === null
        ? value.record?.[path]
        : (value.record?.['custom_field'] as RawRecord | undefined)?.[custom];
    // Somebody else may have deleted it, or the server may have answered already.
    if (value.record !== null && held !== asked && value.pending.editIds.includes(told.id ?? ''))
      world.violate(
        'the rep does not see what he typed',
        `${target!.kind} ${String(target!.id)} ${path}: ${JSON.stringify(held)} for ${asked}`,
      );
  }
}

export async function update(
  world: World,
  command: Command,
  ref: RecordRef | null,
  fieldsOf: (seen: RawRecord) => RawRecord | null,
): Promise<string | null> {
  if (ref === null) return null;
  const seen = (await world.record(ref))?.record ?? null;
  if (seen === null) return null;
  const fields = fieldsOf(seen);
  if (fields === null) return null;
  const said = await save(world, command, [
    { edit: { target: ref, operation: { type: 'update', fields } }, seen },
  ]);
  return `${refText(ref)} ${JSON.stringify(fields)} → ${said}`;
}

export const email = (command: Command): { value: string; is_primary: boolean }[] => [
  { value: `${markOf(command).toLowerCase()}@sim.test`, is_primary: true },
];

export const isoAt = (world: World, ms: number): string =>
  `${new Date(Math.floor((world.kernel.now() + ms) / 1000) * 1000).toISOString().slice(0, 19)}Z`;

export function creation(
  _world: World,
  kind: RecordKind,
  fields: RawRecord,
  mark: Mark | null,
  alsoMakes: Mark | null = null,
): Asked {
  return { edit: { target: { kind, id: null }, operation: { type: 'create', fields } }, mark, alsoMakes };
}
