import type { FileCall, FilesOfCrm } from '../../../electron/files/ports.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';
import type { KeptFiles } from '../../../shared/files.ts';

export const CHUNK = 10;
export const MONDAY = '2026-11-23T09:00:00Z';
export const TUESDAY = '2026-11-24T09:00:00Z';

export interface FakeFile {
  readonly record: RecordRef;
  name: string;
  content: Uint8Array;
  version: string;
  /** What the list says of the size: the true one unless something else is set. */
  told?: number | null;
  /** Whether its server says how long it is, and has a name for the content. */
  bare?: boolean;
}

export const contact = (id: number): RecordRef => ({ kind: 'contacts', id });
export const refOf = (record: number, id: number) => ({ record: contact(record), id });

/** Content that shows where each byte belongs. */
export function contentOf(seed: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (seed * 31 + at * 7) % 251);
}

/** A CRM whose files come in chunks of ten bytes, with all that can go wrong on the way. */
export class FakeCrm implements FilesOfCrm {
  readonly files = new Map<number, FakeFile>();
  readonly listed: number[] = [];
  /** What was asked for: `id` from the start, `id@bytes` from there. */
  readonly opened: string[] = [];
  readonly lanes: string[] = [];
  /** How many bytes went out. */
  sent = 0;
  /** Of the next answers, each breaks off after so many chunks. */
  breaks: number[] = [];
  /** What the next lists, and the next opens, are refused with. */
  listErrors: ErrorInfo[] = [];
  openErrors: ErrorInfo[] = [];
  /** Asked before each chunk: what waits here holds the stream. */
  gate: (id: number, sent: number) => Promise<void> | void = () => undefined;
  private era = 0;

  put(record: number, id: number, size: number, more: Partial<FakeFile> = {}): FakeFile {
    const file: FakeFile = {
      record: contact(record),
      name: `${id}.pdf`,
      content: contentOf(id, size),
      version: MONDAY,
      ...more,
    };
    this.files.set(id, file);
    return file;
  }

  /** All addresses that were told so far have run out. */
  expire(): void {
    this.era++;
  }

  /** What the store has of these records. */
  kept(...records: number[]): KeptFiles[] {
    return records.map((id) => ({ record: contact(id), files: this.of(id) }));
  }

  private of(record: number) {
    return [...this.files]
      .filter(([, file]) => file.record.id === record)
      .map(([id, { name, content, version, told }]) => ({
        id,
        name,
        size: told === undefined ? content.length : told,
        version,
      }));
  }

  async list(record: RecordRef, { signal, lane }: FileCall) {
    await Promise.resolve();
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    this.listed.push(record.id);
    this.lanes.push(lane);
    const refused = this.listErrors.shift();
    if (refused) throw new AppError(refused);
    return this.of(record.id).map((file) => ({ ...file, url: `https://files.test/${file.id}?${this.era}` }));
  }

  async open(url: string, from: { bytes: number; validator: string } | null, { signal, lane }: FileCall) {
    await Promise.resolve();
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    const [, id, era] = /(\d+)\?(\d+)$/.exec(url) ?? [];
    this.opened.push(from === null ? `${id}` : `${id}@${from.bytes}`);
    this.lanes.push(lane);
    const refused = this.openErrors.shift();
    if (refused) throw new AppError(refused);
    if (Number(era) !== this.era) throw new AppError({ code: 'forbidden', messages: [] });
    const file = this.files.get(Number(id));
    if (file === undefined) throw new AppError({ code: 'not-found' });
    const validator = file.bare ? null : `"${file.version} ${file.content.length}"`;
    const start = from !== null && from.validator === validator ? from.bytes : 0;
    const stop = this.breaks.shift() ?? Infinity;
    return {
      from: start,
      total: file.bare ? null : file.content.length,
      validator,
      stream: this.stream(Number(id), file.content.subarray(start), stop, signal),
    };
  }

  private async *stream(id: number, content: Uint8Array, stop: number, signal: AbortSignal) {
    for (let at = 0, chunk = 0; at < content.length; at += CHUNK, chunk++) {
      if (chunk === stop) throw new AppError({ code: 'network', reason: 'ECONNRESET' });
      await untilAborted(this.gate(id, at), signal);
      const piece = content.subarray(at, at + CHUNK);
      this.sent += piece.length;
      yield piece;
    }
  }
}

async function untilAborted(wait: Promise<void> | void, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    const fail = () => reject(new AppError({ code: 'cancelled' }));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail);
  });
  await Promise.race([wait, aborted]);
}
