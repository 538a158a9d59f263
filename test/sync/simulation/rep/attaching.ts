import type { Attachment } from '../../../../shared/edits/edit.ts';
import { FILE_PIECE_BYTES } from '../../../../shared/limits.ts';
import { at, type Acts } from '../act.ts';
import { Chance, uuidFrom } from '../chance.ts';
import type { Command } from '../command.ts';
import { markOf, MIRRORED } from '../fields.ts';
import { refText, save, someRef, type Asked } from './saving.ts';
import type { World } from '../world.ts';

/** What is in a file: it follows from its name and size, and no two files are alike. */
export function contentOf({ name, size }: Pick<Attachment, 'name' | 'size'>): Uint8Array<ArrayBuffer> {
  const from = [...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 65_521, 7);
  return Uint8Array.from({ length: size }, (_, index) => (from + index * 7 + (index >> 8)) % 256);
}

/** Gives the store a file piece by piece, as the screens do. @returns what went wrong; null where nothing did */
async function put(world: World, { id, name, size }: Attachment): Promise<string | null> {
  const content = contentOf({ name, size });
  for (let piece = 0; piece * FILE_PIECE_BYTES < size; piece++) {
    const bytes = content.slice(piece * FILE_PIECE_BYTES, (piece + 1) * FILE_PIECE_BYTES);
    const answer = await world.ask((ui) => ui['file.put']({ id, piece, bytes }));
    if (answer.is === 'lost') return 'the app died';
    if (answer.is === 'refused') return `not kept: ${JSON.stringify(answer.error)}`;
  }
  return null;
}

async function attach(world: World, command: Command): Promise<string | null> {
  const ref = await someRef(world, [...MIRRORED, 'products'], at(command, 0));
  if (ref === null) return null;
  const name = `${markOf(command)} visit.txt`;
  const size =
    at(command, 1) % 8 === 0 ? FILE_PIECE_BYTES + 1 + (at(command, 2) % 1000) : 1 + (at(command, 2) % 900);
  const chance = new Chance(at(command, 3));
  // Now and then the same file twice, as by a double click: both are wanted, and one answer is lost.
  const times = at(command, 4) % 5 === 0 ? 2 : 1;
  if (times === 2)
    world.faults.push({
      on: 'write',
      skip: at(command, 5) % 2,
      fault: { kind: 'dropped', acts: at(command, 6) % 2 === 0 },
    });
  // Now and then the answer is lost after a long way, and the server acts on the file late.
  if (at(command, 4) % 5 === 1)
    world.faults.push({
      on: 'write',
      skip: 0,
      fault: { kind: 'acts-later', ms: 5_000 + (at(command, 5) % 50_000) },
    });
  const said: string[] = [];
  for (let time = 0; time < times; time++) {
    const file = {
      id: uuidFrom(chance),
      name,
      contentType: 'text/plain',
      size,
      isShared: at(command, 7) % 2 === 0,
    };
    const failed = await put(world, file);
    if (failed !== null) return [...said, failed].join('; ');
    // He changes his mind before it is saved.
    if (at(command, 7) % 11 === 0) {
      await world.ask((ui) => ui['file.drop']({ id: file.id }));
      return 'not after all';
    }
    const asked: Asked = {
      edit: { target: ref, operation: { type: 'attach', file } },
      mark: { table: 'documents', key: 'name', value: name },
    };
    said.push(await save(world, command, [asked]));
  }
  return `to ${refText(ref)} (${String(size)} bytes) → ${said.join('; ')}`;
}

/** What the rep attaches. */
export const attachingActs: Acts = { 'attach file': attach };
