import type { RecordRef } from '../../../shared/entities/kind.ts';
import type { FileState } from '../../../shared/files.ts';
import type { Services } from './services.ts';

/** `files.states` takes so many at once. */
const MOST = 1000;

/** Files of a record whose places are asked for. */
export interface WantedFiles {
  readonly record: RecordRef;
  readonly ids: readonly number[];
}

/** Where files are. */
export interface FileStates {
  /** Of a file that nobody has said anything of yet: at the CRM alone. */
  of(id: number): FileState;
}

/** Asks where files of a record are, again whenever something of it has changed, and stops with the component. Call it while a component initialises. */
export function fileStates(
  { main, onConnected }: Pick<Services, 'main' | 'onConnected'>,
  wanted: () => WantedFiles,
): FileStates {
  let states: Readonly<Record<string, FileState>> = $state.raw({});

  $effect(() => {
    const { record, ids } = wanted();
    if (ids.length === 0) return;
    let asked = 0;
    let shown = 0;
    const ask = (): void => {
      const mine = ++asked;
      main.call('files.states', { record, ids: ids.slice(0, MOST) }).then(
        (answer) => {
          if (mine <= shown) return;
          shown = mine;
          states = answer.states;
        },
        // What was said last stays: a main process that is not there is said elsewhere.
        () => undefined,
      );
    };
    ask();
    const stops = [main.on('files.changed', ask), onConnected((connected) => void (connected && ask()))];
    return () => {
      shown = Infinity;
      for (const stop of stops) stop();
    };
  });

  return { of: (id) => states[String(id)] ?? { name: 'there' } };
}
