import {
  FILES_ROOM_USUAL,
  type FileRef,
  type FilesOverview,
  type FileState,
  type OpenedFile,
} from '../../../shared/files.ts';
import type { MainForUiHandlers } from '../../../shared/rpc/contract.ts';

type FileCalls = Extract<keyof MainForUiHandlers, `files.${string}`>;

/** Files of the CRM on a laptop that says what it is told to say. */
export interface FakeFiles {
  readonly handlers: Pick<MainForUiHandlers, FileCalls>;
  /** From now on a file is so. */
  set(id: number, state: FileState): void;
  overview(overview: FilesOverview): void;
  /** What becomes of a file that is opened. */
  onOpen(open: (file: FileRef) => Promise<OpenedFile> | OpenedFile): void;
}

export function fakeFiles(emit: (name: string, event: unknown) => void): FakeFiles {
  const states = new Map<number, FileState>();
  let open: (file: FileRef) => Promise<OpenedFile> | OpenedFile = () => ({ by: 'host', outcome: 'opened' });
  let overview: FilesOverview = {
    files: 0,
    used: 0,
    room: FILES_ROOM_USUAL,
    spare: 0,
    waiting: 0,
    noRoom: 0,
  };
  const become = (next: FilesOverview): FilesOverview => {
    overview = next;
    emit('files.changed', overview);
    return overview;
  };
  return {
    handlers: {
      'files.overview': () => overview,
      'files.states': ({ ids }) => ({
        states: Object.fromEntries(ids.map((id) => [String(id), states.get(id) ?? { name: 'there' }])),
      }),
      'files.open': ({ file }) => open(file),
      'files.cancel': () => ({ done: true }),
      'files.clear': () => become({ ...overview, used: overview.used - overview.spare, spare: 0 }),
    },
    set(id, state) {
      states.set(id, state);
      become(overview);
    },
    overview: become,
    onOpen(next) {
      open = next;
    },
  };
}
