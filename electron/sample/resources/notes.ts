import { textOf } from '../../../shared/entities/record.ts';
import { invalid, notFound } from '../failure.ts';
import { presentNote } from '../present/record.ts';
import { route, type Route } from '../router.ts';
import type { Row } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { targetableIn, wrapped, type Targetable } from './bodies.ts';

/** Writes a note about a record (reference: Create a Note). @throws Refusal 400 when there is no text */
export function addNote(description: unknown, target: Targetable, world: World): Row {
  const text = textOf({ description }, 'description');
  if (text === null) throw invalid('blank', 'Description');
  const now = world.now();
  return world.store.add('notes', {
    description: text,
    ...target,
    created_at: now,
    updated_at: now,
    creater_id: world.me,
  });
}

function noteOf(call: Call, world: World): Row {
  const note = world.store.get('notes', idOfCall(call));
  if (note === undefined) throw notFound();
  return note;
}

/** Answers 200, as real accounts do (quirks §8). */
function create(call: Call, world: World): Answer {
  const body = wrapped(call, 'note');
  const target = targetableIn(body, world);
  if (target === null) throw invalid('blank', 'Targetable');
  return ok({ note: presentNote(addNote(body['description'], target, world), world) });
}

function update(call: Call, world: World): Answer {
  const note = noteOf(call, world);
  const body = wrapped(call, 'note');
  const description = 'description' in body ? textOf(body, 'description') : note['description'];
  if (description === null) throw invalid('blank', 'Description');
  const target = targetableIn(body, world) ?? {};
  return ok({
    note: presentNote(
      world.store.patch('notes', note, { description, ...target, updated_at: world.now() }),
      world,
    ),
  });
}

/** A deleted note comes back in the answer (reference: Delete a note). */
function destroy(call: Call, world: World): Answer {
  const note = noteOf(call, world);
  world.store.erase('notes', note.id);
  return ok({ note: presentNote(note, world) });
}

/** The paths of notes. */
export const noteRoutes: readonly Route[] = [
  route('POST', 'notes', create),
  route('PUT', 'notes/{id}', update),
  route('DELETE', 'notes/{id}', destroy),
];
