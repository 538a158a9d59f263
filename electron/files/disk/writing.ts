import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../../shared/log.ts';
import { newBeginning, reopenBeginning, type Beginning } from './beginning.ts';
import { codeOf, refused, type DiskSteps } from './disk-steps.ts';
import type { FileKeys } from './file-keys.ts';
import type { Places } from './places.ts';
import type { FileDisk, FileWriting } from '../ports.ts';
import type { Shelf } from './shelf.ts';
import type { TakeAway } from './take-away.ts';
import { createTurns } from './turns.ts';

/** From so many bytes on it is noted that a file was begun, so that a crash does not cost them. Most files are smaller, and need no note. */
const NOTED_BYTES = 1024 * 1024;

/** Which file is written. */
export type FileToWrite = Parameters<FileDisk['begin']>[0];

export interface WritingPorts {
  readonly places: Places;
  readonly keys: FileKeys;
  readonly shelf: Shelf;
  readonly steps: DiskSteps;
  readonly takeAway: TakeAway;
  readonly log: Log;
  /** Throws where nothing may be written any more. */
  check(): void;
  /** It has ended, in whatever way. */
  onEnd(): void;
}

/** A `FileWriting`, and what the disk does with it. */
export interface Writing extends FileWriting {
  readonly record: string;
  readonly version: string;
  /** How many bytes have come. */
  bytes(): number;
  /** Goes on where an earlier try has ended. Called first, once. */
  resume(): Promise<void>;
  /** Ends it, and takes away what has come and is not noted. */
  abandon(): Promise<void>;
}

/** A file is going to be written. Nothing is on the disk before its first bytes, or a `restart`. */
export function createWriting({ id, record, version, name }: FileToWrite, ports: WritingPorts): Writing {
  const { places, keys, shelf, steps, takeAway, log } = ports;
  const inTurn = createTurns();
  let begun: { readonly file: string; readonly beginning: Beginning } | null = null;
  let validator: string | null = null;
  let resumed: Pick<FileWriting, 'from' | 'validator'> = { from: 0, validator: null };
  /** After a step that failed nobody knows how much of it was done: it is begun anew, or paused. */
  let trouble: AppError | null = null;
  let isOver = false;

  const check = () => {
    ports.check();
    if (isOver) throw new AppError({ code: 'cancelled' });
  };
  const noted = () => shelf.index().begun.find((entry) => entry.id === id);

  function step<T>(run: () => Promise<T>, isNewStart = false): Promise<T> {
    return inTurn(async () => {
      check();
      if (isNewStart) trouble = null;
      if (trouble) throw trouble;
      try {
        return await run();
      } catch (error) {
        trouble = refused(error);
        throw trouble;
      }
    });
  }

  async function beginAnew(): Promise<NonNullable<typeof begun>> {
    const file = randomUUID();
    try {
      begun = { file, beginning: await newBeginning(places.beginning(file), keys, steps) };
      return begun;
    } catch (error) {
      await forget(file);
      throw error;
    }
  }

  async function reopened(file: string): Promise<Beginning | null> {
    try {
      return await reopenBeginning(places.beginning(file), keys, steps, check);
    } catch (error) {
      if (error instanceof AppError) throw error;
      log.warn('files.beginning-lost', { reason: codeOf(error) });
      return null;
    }
  }

  async function note(file: string, content: string, bytes: number): Promise<void> {
    await shelf.noteBegun(id, { id, record, version, validator: content, file, bytes });
  }

  async function forget(file: string): Promise<void> {
    if (noted()?.file === file) await shelf.noteBegun(id, null);
    await takeAway(places.beginning(file));
  }

  async function letGo(): Promise<void> {
    if (!begun) return;
    const { file, beginning } = begun;
    begun = null;
    await beginning.close();
    await forget(file);
  }

  function end(): void {
    isOver = true;
    ports.onEnd();
  }

  return {
    record,
    version,
    get from() {
      return resumed.from;
    },
    get validator() {
      return resumed.validator;
    },
    bytes: () => begun?.beginning.bytes() ?? 0,
    async resume() {
      try {
        await step(async () => {
          // What is being taken away is not gone on with.
          await shelf.settled();
          const entry = noted();
          if (!entry) return;
          const beginning = entry.version === version ? await reopened(entry.file) : null;
          if (beginning === null || beginning.bytes() === 0) {
            await beginning?.close();
            await forget(entry.file);
            return;
          }
          begun = { file: entry.file, beginning };
          validator = entry.validator;
          resumed = { from: beginning.bytes(), validator };
        });
      } catch (error) {
        end();
        throw error;
      }
    },
    restart: (content) =>
      step(async () => {
        await letGo();
        validator = content;
        await beginAnew();
      }, true),
    append: (bytes) =>
      step(async () => {
        const { file, beginning } = begun ?? (await beginAnew());
        await beginning.append(bytes);
        const isLong = beginning.bytes() >= NOTED_BYTES;
        if (isLong && validator !== null && noted()?.file !== file)
          await note(file, validator, beginning.bytes());
      }),
    finish: (at) =>
      step(async () => {
        const { file, beginning } = begun ?? (await beginAnew());
        const kept = { id, record, version, name, bytes: beginning.bytes(), usedAt: at };
        const address = await beginning.end();
        begun = null;
        try {
          await shelf.keep({ ...kept, address }, file);
        } catch (error) {
          await forget(file);
          throw error;
        } finally {
          end();
        }
        return kept;
      }),
    pause: () =>
      inTurn(async () => {
        if (isOver) return;
        try {
          if (!begun) return;
          const { file, beginning } = begun;
          begun = null;
          await beginning.leave();
          if (validator !== null && beginning.bytes() > 0) await note(file, validator, beginning.bytes());
          else await forget(file);
        } catch (error) {
          throw refused(error);
        } finally {
          end();
        }
      }),
    async abandon() {
      isOver = true;
      await inTurn(letGo).finally(() => ports.onEnd());
    },
  };
}
