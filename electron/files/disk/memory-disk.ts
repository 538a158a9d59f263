import { AppError } from '../../../shared/errors.ts';
import type { FileDisk, FileWriting, KeptFile } from '../ports.ts';

interface Begun {
  readonly record: string;
  readonly version: string;
  validator: string | null;
  pieces: Uint8Array[];
  /** Whether somebody is writing it now. */
  writing: boolean;
}

/**
 * A `FileDisk` in memory, for tests. It keeps nothing sealed, and gives back the very pieces it was given.
 * @param room how many bytes it takes before it refuses with `storage: ENOSPC`
 */
export function memoryFileDisk(room = Infinity): FileDisk {
  const whole = new Map<number, { file: KeptFile; pieces: readonly Uint8Array[] }>();
  const begun = new Map<number, Begun>();
  let isClosed = false;

  function check(): void {
    if (isClosed) throw new AppError({ code: 'cancelled' });
  }

  function taken(): number {
    const all = [...whole.values(), ...begun.values()];
    return all.reduce((sum, { pieces }) => sum + lengthOf(pieces), 0);
  }

  function writingOf(id: number, name: string, entry: Begun): FileWriting {
    const from = lengthOf(entry.pieces);
    const checkWriting = () => {
      if (!entry.writing) throw new AppError({ code: 'cancelled' });
    };
    return {
      from,
      validator: from === 0 ? null : entry.validator,
      async restart(validator) {
        checkWriting();
        entry.validator = validator;
        entry.pieces = [];
      },
      async append(bytes) {
        checkWriting();
        if (taken() + bytes.length > room) throw new AppError({ code: 'storage', reason: 'ENOSPC' });
        entry.pieces.push(Uint8Array.from(bytes));
      },
      async finish(at) {
        checkWriting();
        const { pieces, record, version } = entry;
        const file = { id, record, version, name, bytes: lengthOf(pieces), usedAt: at };
        entry.writing = false;
        begun.delete(id);
        whole.set(id, { file, pieces });
        return file;
      },
      async pause() {
        entry.writing = false;
        if (begun.get(id) === entry && isLost(entry)) begun.delete(id);
      },
    };
  }

  return {
    list: () => [...whole.values()].map(({ file }) => file),
    begun: () =>
      [...begun].map(([id, { record, version, pieces }]) => ({
        id,
        record,
        version,
        bytes: lengthOf(pieces),
      })),
    async begin({ id, record, version, name }) {
      check();
      const before = begun.get(id);
      if (before?.writing) throw new AppError({ code: 'internal', reason: 'this file is being written' });
      const goesOn = before?.version === version;
      const entry: Begun = goesOn ? before : { record, version, validator: null, pieces: [], writing: true };
      entry.writing = true;
      begun.set(id, entry);
      return writingOf(id, name, entry);
    },
    async *read(id) {
      check();
      const found = whole.get(id);
      if (found === undefined) throw new AppError({ code: 'not-found' });
      yield* found.pieces;
    },
    async used(id, at) {
      check();
      const found = whole.get(id);
      if (found) whole.set(id, { ...found, file: { ...found.file, usedAt: at } });
    },
    async remove(id) {
      check();
      const entry = begun.get(id);
      if (entry) entry.writing = false;
      begun.delete(id);
      whole.delete(id);
    },
    async close() {
      isClosed = true;
      for (const [id, entry] of begun) {
        entry.writing = false;
        if (isLost(entry)) begun.delete(id);
      }
    },
  };
}

/** Whether what was begun cannot be gone on with: nobody knows of which content it is the beginning. */
function isLost({ validator, pieces }: Begun): boolean {
  return validator === null || pieces.length === 0;
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
