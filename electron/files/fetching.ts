import { backoff } from '../../shared/backoff.ts';
import { refKey } from '../../shared/entities/kind.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../shared/errors.ts';
import type { FileRef } from '../../shared/files.ts';
import type { Clock } from '../../shared/time.ts';
import { isPassing } from './failures.ts';
import type { Listings } from './listings.ts';
import type {
  FileAnswer,
  FileCall,
  FileDisk,
  FilesOfCrm,
  FileWriting,
  KeptFile,
  RemoteFile,
} from './ports.ts';

/** So often in a row something may go wrong without a byte before it is told. */
const TRIES = 4;
/** A wait that the budget asks for is waited out up to here: what the engine does in a burst is over by then. */
const PATIENCE_MS = 15_000;

export interface FetchPorts {
  readonly crm: FilesOfCrm;
  readonly listings: Listings;
  readonly disk: FileDisk;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly chance: () => number;
  /** Makes room for a file of so many bytes. Rejects with AppError `too-large` where there is none. */
  makeRoom(bytes: number): Promise<void>;
  onProgress(received: number, total: number | null): void;
}

/**
 * Brings a file from the CRM to the disk. A connection that breaks while bytes come is taken up again from where it was; one that cannot be had at all is told at once. An address that
 * has expired is asked for once more. What has come stays for another time, unless it is not what was announced.
 * @throws AppError as `FilesOfCrm` and `FileDisk` do; `unexpected-shape` for a size other than announced, `too-large`, `cancelled`
 */
export async function fetchFile(file: FileRef, call: FileCall, ports: FetchPorts): Promise<KeptFile> {
  /** How far it came at best; null before anything answered. */
  let most: number | null = null;
  let failures = 0;
  let isRefused = false;
  const onBytes = (received: number, total: number | null): void => {
    if (most !== null && received > most) [failures, isRefused] = [0, false];
    most = Math.max(most ?? 0, received);
    ports.onProgress(received, total);
  };
  for (;;) {
    try {
      const remote = await ports.listings.find(file, isRefused, call);
      return await tryOnce({ ...remote, record: refKey(file.record) }, call, ports, onBytes);
    } catch (caught) {
      if (call.signal.aborted) throw new AppError({ code: 'cancelled' });
      if (caught instanceof Expired && !isRefused) {
        isRefused = true;
        continue;
      }
      const wait = waitAfter(errorInfoOf(caught), ++failures, most !== null, ports.chance());
      if (wait === null) throw caught;
      await ports.clock.sleep(wait, call.signal).catch(() => {
        throw new AppError({ code: 'cancelled' });
      });
    }
  }
}

/** The file's server refuses, which is as a rule an address that has run out. */
class Expired extends AppError {}

async function tryOnce(
  remote: RemoteFile & { readonly record: string },
  call: FileCall,
  ports: FetchPorts,
  onBytes: FetchPorts['onProgress'],
): Promise<KeptFile> {
  if (remote.size !== null) await ports.makeRoom(remote.size);
  const writing = await ports.disk.begin(remote);
  // What is not read to its end has to be given up, or it would hold its connection.
  const giveUp = new AbortController();
  const trying = { ...call, signal: AbortSignal.any([call.signal, giveUp.signal]) };
  try {
    // All of it may be here, and the app have ended before that was noted.
    if (writing.from === 0 || writing.from !== remote.size) {
      const { from, validator } = writing;
      const begun = validator === null || from === 0 ? null : { bytes: from, validator };
      const answer = await ports.crm.open(remote.url, begun, trying).catch((caught: unknown) => {
        const info = errorInfoOf(caught);
        throw info.code === 'forbidden' ? new Expired(info) : caught;
      });
      await take(answer, remote.size, writing, trying, ports, onBytes);
    }
    return await writing.finish(ports.clock.now());
  } catch (caught) {
    giveUp.abort();
    await writing.pause();
    const { code } = errorInfoOf(caught);
    if (code === 'unexpected-shape' || code === 'too-large') await ports.disk.remove(remote.id);
    throw caught;
  }
}

/** Writes what comes. It returns only where all of it has. */
async function take(
  answer: FileAnswer,
  size: number | null,
  writing: FileWriting,
  { signal }: FileCall,
  { makeRoom }: FetchPorts,
  onBytes: FetchPorts['onProgress'],
): Promise<void> {
  const total = answer.total ?? size;
  if (total !== (size ?? total)) throw notAsAnnounced();
  if (answer.from === 0) await writing.restart(answer.validator);
  else if (answer.from !== writing.from) throw notAsAnnounced();
  let received = answer.from;
  if (size === null && total !== null) await makeRoom(total);
  onBytes(received, total);
  for await (const bytes of answer.stream) {
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    received += bytes.length;
    if (total !== null && received > total) throw notAsAnnounced();
    if (total === null) await makeRoom(received);
    await writing.append(bytes);
    onBytes(received, total);
  }
  if (answer.total !== null && received < answer.total)
    throw new AppError({ code: 'network', reason: 'truncated' });
  if (total !== null && received < total) throw notAsAnnounced();
}

/** A size other than announced: whatever this is, it is not the file. */
function notAsAnnounced(): AppError {
  return new AppError({ code: 'unexpected-shape', path: 'content_file_size' });
}

/** How long to wait before the same may go well, in milliseconds; null where it is to be told. `began`: whether anything was answered. */
function waitAfter(error: ErrorInfo, failures: number, began: boolean, chance: number): number | null {
  if (failures > TRIES) return null;
  if (error.code === 'rate-limited') return error.waitMs <= PATIENCE_MS ? Math.max(1, error.waitMs) : null;
  return began && isPassing(error) ? backoff(failures, chance) : null;
}
